"""The tables. How a database gets them stands in ``api/storage/migrations``; a test keeps the two equal."""

from datetime import UTC, datetime
from typing import ClassVar, Literal

from sqlalchemy import DateTime, Dialect, ForeignKey, LargeBinary, MetaData, String, Text, TypeDecorator
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

from api.accounts.roles import Role
from model.draft import Level

State = Literal["submitted", "returned", "accepted"]
"""How far a submission has come."""


LAST_NUMBER = 2**31 - 1
"""No row has a higher number; a database that is asked for one fails instead of finding none."""

GIVEN_ONCE = {"sqlite_autoincrement": True}
"""Of tables whose rows can be deleted, while pages left open, addresses and records go on naming them by
their numbers: SQLite, too, never gives such a number again."""


class Moment(TypeDecorator[datetime]):
    """A point in time, kept in UTC and aware of it; SQLite alone would forget the zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Turn to UTC what is written."""
        return value and value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Turn to UTC what is read."""
        if value is None or value.tzinfo is not None:
            return value and value.astimezone(UTC)
        return value.replace(tzinfo=UTC)


class Base(DeclarativeBase):
    """What all tables have in common: constraints have names, so that later migrations can refer to them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar = {datetime: Moment()}


class AccountRow(Base):
    """Who may use the service. Never deleted, only disabled: submissions refer to it.

    Attributes:
        second_factor: the key that the authenticator app shares, sealed; ``None`` where there is none.
        second_step: the step of time whose code was taken last; none up to it is taken again.
    """

    __tablename__ = "accounts"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(40), unique=True)
    display: Mapped[str] = mapped_column(String(40))
    role: Mapped[Role] = mapped_column(String(20))
    password: Mapped[str] = mapped_column(String(255))
    disabled: Mapped[bool]
    created: Mapped[datetime]
    second_factor: Mapped[str | None] = mapped_column(String(255))
    second_step: Mapped[int | None]


class RecoveryRow(Base):
    """A code that replaces the authenticator app once; only its digest is kept."""

    __tablename__ = "recovery_codes"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)


class SessionRow(Base):
    """One log-in of one browser; only the digest of its key is kept."""

    __tablename__ = "sessions"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    ends: Mapped[datetime] = mapped_column(index=True)

    account: Mapped[AccountRow] = relationship()


class TokenRow(Base):
    """A key for programs; only its digest is kept."""

    __tablename__ = "tokens"
    __table_args__ = GIVEN_ONCE

    id: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    label: Mapped[str] = mapped_column(String(60))
    created: Mapped[datetime]
    last_used: Mapped[datetime | None]

    account: Mapped[AccountRow] = relationship()


class InvitationRow(Base):
    """The key that makes the first administrator; only its digest is kept."""

    __tablename__ = "invitations"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    ends: Mapped[datetime]


class AttemptRow(Base):
    """The failed log-ins of a name or from an address, neither of which is kept in clear."""

    __tablename__ = "attempts"

    subject: Mapped[str] = mapped_column(String(64), primary_key=True)
    failures: Mapped[int]
    last: Mapped[datetime] = mapped_column(index=True)


class SubmissionRow(Base):
    """A draft handed in to the reviewers, with the review its author saw."""

    __tablename__ = "submissions"
    __table_args__ = GIVEN_ONCE

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    title: Mapped[str] = mapped_column(Text)
    body: Mapped[str] = mapped_column(Text)
    level: Mapped[Level] = mapped_column(String(8))
    review: Mapped[bytes] = mapped_column(LargeBinary)
    model: Mapped[str] = mapped_column(String(40))
    state: Mapped[State] = mapped_column(String(20))
    submitted: Mapped[datetime]

    account: Mapped[AccountRow] = relationship()
