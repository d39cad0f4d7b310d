"""A place's own list of units."""
