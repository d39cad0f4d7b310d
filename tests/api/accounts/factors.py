"""A second factor for tests, and the telephone that belongs to it."""

from dataclasses import dataclass
from time import time

from sqlalchemy import update

from api.accounts import second_factor, totp
from api.accounts.second_factor import Proof
from api.sealing import Seal
from api.storage.database import Database
from api.storage.schema import AccountRow

SEAL = Seal(["tests " * 8])


@dataclass(frozen=True, slots=True)
class Telephone:
    """An authenticator app with the key of one account.

    Attributes:
        secret: the key.
        recovery: codes on paper beside it.
    """

    secret: str
    recovery: tuple[str, ...] = ()

    def code(self, later: int = 0) -> str:
        """Return the code that it shows now, or so many steps later."""
        return totp.code_of(self.secret, int(time()) // totp.SECONDS + later)


def with_telephone(
    database: Database, account_id: int, password: str, seal: Seal = SEAL, session_key: str = ""
) -> Telephone:
    """Add a second factor to an account; no code counts as taken."""
    secret, sealed = second_factor.on_trial(seal, account_id)
    proof = Proof(password, Telephone(secret).code())
    codes = second_factor.add(database, seal, account_id, proof, sealed=sealed, session_key=session_key)
    forget_codes(database)
    return Telephone(secret, codes)


def forget_codes(database: Database) -> None:
    """Make as if the last code had been typed some minutes ago: no test waits for the next one."""
    with database.writing() as session:
        session.execute(update(AccountRow).where(AccountRow.second_step.is_not(None)).values(second_step=0))
