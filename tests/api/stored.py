"""What stands in a database, whatever its tables are."""

from collections.abc import Collection

from sqlalchemy import MetaData, select

from api.storage.database import Database


def everything(database: Database, but: Collection[str] = ()) -> str:
    """Return all that is in all tables, but in some of them or of their columns (``tokens.last_used``)."""
    tables = MetaData()
    tables.reflect(database.engine)
    wanted = [
        [column for column in table.columns if str(column) not in but]
        for table in tables.sorted_tables
        if table.name not in but
    ]
    with database.session() as session:
        return repr([session.execute(select(*columns)).all() for columns in wanted])
