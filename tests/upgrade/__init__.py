"""A walk through an upgrade from a former commit, as documented: ``python -m tests.upgrade``."""
