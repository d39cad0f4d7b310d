"""How the tables came to be, step by step, run by Alembic.

For a new step: change ``api/storage/schema.py``, write ``versions/vNNNN_what.py`` like the last one,
and raise ``LATEST`` in ``api/storage/migrate.py``.
"""
