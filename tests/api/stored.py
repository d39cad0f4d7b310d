"""What stands in a database, whatever its tables are."""

from sqlalchemy import MetaData

from api.storage.database import Database


def everything(database: Database, but: str = "") -> str:
    """Return all that is in all tables, but one."""
    tables = MetaData()
    tables.reflect(database.engine)
    wanted = [table for table in tables.sorted_tables if table.name != but]
    with database.session() as session:
        rows = [session.execute(table.select()).all() for table in wanted]
    return repr(rows)
