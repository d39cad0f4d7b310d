"""How fast the running service is and whether its memory stays flat, measured from a second process."""
