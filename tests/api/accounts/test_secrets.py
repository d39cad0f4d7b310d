"""No secret and no password stands in the database in clear, not even one typed where the name belongs."""

import pytest

from api.accounts import sessions, tokens
from api.accounts.invitations import invite_first
from api.accounts.log_in import log_in
from api.errors import LogInRefused
from api.storage.database import Database
from tests.api.accounts.factors import with_telephone
from tests.api.accounts.people import PASSWORD, made
from tests.api.stored import everything


def test_no_secret_stands_in_the_database(database: Database) -> None:
    secrets = [PASSWORD, str(invite_first(database, hours=1))]
    account = made(database)
    secrets.append(sessions.start(database, account.id, hours=1))
    secrets.append(tokens.issue(database, account.id, "编辑器")[1])
    telephone = with_telephone(database, account.id, PASSWORD)
    secrets += [telephone.secret, *telephone.recovery]
    with pytest.raises(LogInRefused):
        log_in(database, PASSWORD, "西门中学 斑马线", "192.0.2.1")
    stored = everything(database)
    assert "zhang.san" in stored
    assert stored.count("$argon2id$") == 1
    assert not [secret for secret in [*secrets, "192.0.2.1", "西门中学 斑马线"] if secret in stored]
    assert not [secret for secret in secrets if secret.removeprefix("ls_")[:20] in stored]
