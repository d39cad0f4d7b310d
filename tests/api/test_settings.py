import re
from pathlib import Path

import pytest
from pydantic import SecretStr

from api.errors import SettingsError
from api.settings import PREFIX, Settings, read_settings
from tests.pages import rows, section

PAGE = "docs/serve.md"


def test_every_setting_stands_on_its_page_as_it_describes_itself() -> None:
    table = rows(section(PAGE, "设置"))
    assert list(table) == [PREFIX + name.upper() for name in Settings.model_fields]
    for name, field in Settings.model_fields.items():
        _, _, meaning, default, _ = (cell.strip() for cell in table[PREFIX + name.upper()].split("|"))
        assert meaning == field.description
        stated = default.strip("`")
        assert stated == (
            "" if field.default is None or name == "database_url" else str(field.default).lower()
        )


def test_no_setting_comes_with_a_password() -> None:
    secret = [field for field in Settings.model_fields.values() if field.annotation is SecretStr]
    assert len(secret) >= 3
    assert {field.default.get_secret_value() for field in secret} == {""}


def test_the_page_names_no_other_setting() -> None:
    named = set(re.findall(rf"{PREFIX}\w+", (Path(__file__).parents[2] / PAGE).read_text("utf-8")))
    assert named == {PREFIX + name.upper() for name in Settings.model_fields}


@pytest.mark.parametrize(
    ("host", "anonymous", "expected"),
    [
        ("127.0.0.1", None, True),
        ("localhost", None, True),
        ("::1", None, True),
        ("0.0.0.0", None, False),  # noqa: S104 - not bound
        ("127.3.2.1", None, True),
        ("10.0.0.7", None, False),
        ("::1:2", None, False),
        ("localhost.example", None, False),
        ("127.example", None, False),
        ("0.0.0.0", True, True),  # noqa: S104 - not bound
        ("127.0.0.1", False, False),
    ],
)
def test_prechecking_without_an_account_is_for_this_machine_unless_set(
    host: str, anonymous: bool | None, expected: bool
) -> None:
    assert read_settings(host=host, anonymous=anonymous).open_to_all is expected


@pytest.mark.parametrize(
    ("host", "anonymous", "expected"),
    [
        ("127.0.0.1", None, True),
        ("127.0.0.1", False, False),  # as behind a proxy on this machine
        ("0.0.0.0", None, False),  # noqa: S104 - not bound
        ("0.0.0.0", True, False),  # noqa: S104 - not bound
    ],
)
def test_the_metrics_are_for_all_only_where_strangers_are_let_in_from_this_machine(
    host: str, anonymous: bool | None, expected: bool
) -> None:
    assert read_settings(host=host, anonymous=anonymous).observed_by_all is expected


def test_the_environment_is_read_and_the_command_line_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIANSHEN_PORT", "9000")
    monkeypatch.setenv("LIANSHEN_WORKERS", "3")
    settings = read_settings(port=9001, workers=None)
    assert (settings.port, settings.workers) == (9001, 3)


def test_the_database_lies_in_the_data_folder_unless_set(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("LIANSHEN_HOME", str(tmp_path))
    assert read_settings().database_url.get_secret_value() == f"sqlite:///{tmp_path / 'lianshen.sqlite3'}"
    assert read_settings().key_file == tmp_path / "secret.key"
    monkeypatch.setenv("LIANSHEN_DATABASE_URL", "postgresql://a:geheim@b/c")
    assert read_settings().database_url.get_secret_value() == "postgresql://a:geheim@b/c"
    assert "geheim" not in repr(read_settings())


@pytest.mark.parametrize(
    ("name", "value"),
    [("PORT", "70000"), ("TIER", "best"), ("RATE", "-1"), ("ANONYMOUS", "maybe")]
    + [("HOSTS", each) for each in ("https://a.example", "a.example b.example", "a.example,,b", "*.example")],
)
def test_a_wrong_setting_is_named_with_what_it_means(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(PREFIX + name, value)
    with pytest.raises(SettingsError) as raised:
        read_settings()
    assert raised.value.where == PREFIX + name
    assert value in raised.value.problem
    assert str(Settings.model_fields[name.lower()].description) in raised.value.remedy
