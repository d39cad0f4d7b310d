"""The trained models of this place: which there are, which is in use, and switching from one to another."""
