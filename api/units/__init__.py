"""The units of a place: its own list in the place of the bundled one, and the names of former days."""
