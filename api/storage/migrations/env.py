"""Called by Alembic: runs the steps within the transaction that ``migrate`` has begun."""

from alembic import context

from api.storage.schema import Base

context.configure(connection=context.config.attributes["connection"], target_metadata=Base.metadata)
context.run_migrations()
