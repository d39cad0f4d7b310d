"""The forms of files with labels: our own, and those of other tools; each is read and written."""
