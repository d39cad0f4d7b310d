"""Reports as one HTML file each, which opens in a browser without a network and runs no script."""
