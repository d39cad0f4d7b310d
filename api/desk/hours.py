"""Days of moments, found by the database hour by hour: many moments of a busy desk are of one hour."""

from datetime import date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, String, func
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import InstrumentedAttribute


def hour_of(session: Session, moment: InstrumentedAttribute[Any]) -> ColumnElement[str]:
    """Return the hour of a moment, in UTC; clocks differ from that by whole hours in all of China."""
    if session.get_bind().dialect.name == "postgresql":
        return func.to_char(func.timezone("UTC", moment), "YYYY-MM-DD HH24:00", type_=String)
    return func.strftime("%Y-%m-%d %H:00", moment, type_=String)


@lru_cache(4096)
def day_of(hour: str) -> date:
    """Return the day of an hour by the clock of the server."""
    return datetime.fromisoformat(f"{hour}+00:00").astimezone().date()
