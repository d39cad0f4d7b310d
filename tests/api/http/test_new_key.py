"""The key of cookies is changed as docs/keys.md says: old log-ins end, and nothing else does."""

from pathlib import Path

from starlette.testclient import TestClient

from api.accounts import accounts, tokens
from api.storage.database import Database
from tests.api.services import serving
from tests.api.web.browsing import PASSWORD, get, sign_in

TEXT = {"text": "关于加强县城停车管理的建议", "language": "zh-CN"}


def test_with_a_new_key_old_log_ins_end_and_nothing_else(small_home: Path, tmp_path: Path) -> None:
    key = tmp_path / "secret.key"
    own: dict[str, object] = {"secret_file": key, "anonymous": False}
    own["database_url"] = f"sqlite:///{tmp_path / 'own.sqlite3'}"
    with serving(small_home, **own) as browser:
        database = Database.open(str(own["database_url"]))
        account = accounts.add(database, "zhang", "张代表", "deputy", PASSWORD)
        _, token = tokens.issue(database, account.id, "编辑器")
        database.close()
        sign_in(browser, "zhang")
        assert "张代表" in get(browser, "/account").text
        kept, old = dict(browser.cookies), key.read_bytes()
    with serving(small_home, **own) as browser:  # by itself, starting again ends nothing
        browser.cookies.update(kept)
        assert get(browser, "/account").status_code == 200
    key.unlink()
    with serving(small_home, **own) as browser:
        browser.cookies.update(kept)
        assert get(browser, "/account").headers["location"] == "/login?next=/account"
        assert key.read_bytes() != old
        assert _by_token(browser, token) == 200
        browser.cookies.clear()
        sign_in(browser, "zhang")
        assert "张代表" in get(browser, "/account").text


def _by_token(browser: TestClient, token: str) -> int:
    answer = browser.post("/v2/check", data=TEXT, headers={"Authorization": f"Bearer {token}"})
    return int(answer.status_code)
