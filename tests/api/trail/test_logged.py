"""A step is logged once it is kept, by number and digest alone; they vouch for the trail elsewhere."""

import logging
from contextlib import suppress

import pytest

from api.logs import logs
from api.settings import read_settings
from api.storage.database import Database
from api.trail.recording import record
from api.trail.verifying import verify

WORDS = "给张三换密码"


def test_a_step_is_logged_when_it_is_kept_without_names_and_words(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "lianshen.trail")
    with database.writing() as session:
        record(session, "王主任", "password_given", WORDS, {"name": "zhang.san"})
        record(session, "王主任", "account_disabled", WORDS, {"name": "zhang.san"})
        assert not caplog.records
    said = [each for each in caplog.records if each.name == "lianshen.trail"]
    assert [(vars(each)["step"], vars(each)["kind"]) for each in said] == [
        (1, "password_given"),
        (2, "account_disabled"),
    ]
    assert all(word not in repr(vars(each)) for each in said for word in (WORDS, "王主任", "zhang.san"))
    assert verify(database, vars(said[0])["digest"]).noted
    assert verify(database).last == vars(said[1])["digest"]


@pytest.mark.parametrize(("form", "lines"), [("json", 1), ("text", 0)])
def test_it_is_in_every_log_that_is_kept_and_no_noise_at_a_terminal(
    database: Database, capsys: pytest.CaptureFixture[str], form: str, lines: int
) -> None:
    with logs(read_settings(log=form, log_level="error")), database.writing() as session:
        record(session, "王主任", "promote", WORDS, {})
    assert len(capsys.readouterr().err.splitlines()) == lines


def test_what_was_not_kept_is_not_logged(database: Database, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "lianshen.trail")
    with suppress(ZeroDivisionError), database.writing() as session:
        record(session, "王主任", "promote", WORDS, {})
        raise ZeroDivisionError
    assert verify(database).count == 0
    assert [each for each in caplog.records if each.name == "lianshen.trail"] == []


def test_a_trail_made_anew_does_not_fit_what_was_logged(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    def made(words: str) -> None:
        with database.writing() as session:
            record(session, "王主任", "promote", words, {})

    caplog.set_level(logging.INFO, "lianshen.trail")
    made("启用甲")
    noted = str(vars(caplog.records[-1])["digest"])
    with database.writing() as session:
        session.connection().exec_driver_sql("DELETE FROM trail")
        session.connection().exec_driver_sql("DELETE FROM trail_end")
    made("启用乙")
    assert verify(database).sound
    assert verify(database, noted).noted is False
