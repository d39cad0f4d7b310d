"""Whom the program speaks to beside its users: only those that settings name, and not in the open."""
