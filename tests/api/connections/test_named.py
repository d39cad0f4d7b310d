"""Which connections cross a network, which of them are refused, and what is said of it."""

import os
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from api.cli import main
from api.connections.named import named, to_database, to_mlflow, to_queue
from api.errors import SettingsError
from api.jobs.queue import Queue
from api.settings import Settings, read_settings
from api.storage.database import Database
from api.trainings.tracking import check_tracking
from tests.pages import rows, section

VERIFIED = "sslmode=verify-full&sslrootcert=/etc/lianshen/tls/ca.pem"


@pytest.fixture(autouse=True)
def _nothing_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [each for each in os.environ if each.startswith(("PG", "OTEL_", "MLFLOW_"))]:
        monkeypatch.delenv(name)


@pytest.mark.parametrize(
    ("url", "open_to"),
    [
        ("postgresql:///lianshen?host=/run/postgresql", ()),
        ("postgresql:///lianshen", ()),
        ("postgresql://a:b@localhost/c", ()),
        ("postgres://a:b@127.0.0.1:5433/c", ()),
        ("postgresql://a:b@[::1]/c", ()),
        ("postgresql://a:b@db.example/c", ("db.example",)),
        ("postgresql://a:b@10.0.0.8/c?sslmode=require", ("10.0.0.8",)),
        ("postgresql://a:b@db.example/c?sslmode=verify-ca&sslrootcert=x", ("db.example",)),
        (f"postgresql://a:b@db.example/c?{VERIFIED}", ()),
        ("postgresql://a:b@/c?host=127.0.0.1:5432&host=db.example:5433", ("db.example",)),
        ("postgresql://a:b@localhost/c?hostaddr=10.0.0.8", ("10.0.0.8",)),
        ("postgresql:///c?service=elsewhere", ("elsewhere",)),
        ("postgresql://a:b@127.0.0.1.example/c", ("127.0.0.1.example",)),
    ],
)
def test_a_database_elsewhere_is_spoken_to_by_verified_tls_alone(url: str, open_to: tuple[str, ...]) -> None:
    connection = to_database(url)
    assert (() if connection.verified else connection.far) == open_to
    if open_to:
        with pytest.raises(SettingsError) as raised:
            Database.open(url)
        assert raised.value.where == "LIANSHEN_DATABASE_URL"
        assert open_to[0] in raised.value.problem
        assert "sslmode=verify-full&sslrootcert=" in raised.value.remedy
        assert "a:b" not in str(raised.value)
    else:
        Database.open(url).close()


def test_what_the_variables_of_the_library_say_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGHOST", "db.example")
    assert to_database("postgresql:///c").far == ("db.example",)
    monkeypatch.setenv("PGSSLMODE", "verify-full")
    to_database("postgresql:///c").refuse_open()
    monkeypatch.setenv("PGPASSWORD", "geheim")
    assert to_database("postgresql:///c").password


@pytest.mark.parametrize(
    ("url", "refused"),
    [
        ("redis://127.0.0.1:6379/0", False),
        ("redis://localhost/0", False),
        ("redis://cache.example:6379/0", True),
        ("redis:///0?host=cache.example", True),
        ("rediss://cache.example:6379/0", False),
        ("rediss://cache.example/0?ssl_ca_certs=/etc/lianshen/tls/ca.pem", False),
        ("rediss://cache.example/0?ssl_cert_reqs=none", True),
        ("rediss://cache.example/0?ssl_cert_reqs=optional", True),
        ("rediss://cache.example/0?ssl_check_hostname=False", True),
        ("postgresql://db.example/c", True),
        (f"postgresql://db.example/c?{VERIFIED}", False),
    ],
)
def test_a_queue_elsewhere_is_spoken_to_by_verified_tls_alone(url: str, refused: bool) -> None:
    connection = to_queue(url)
    assert bool(connection.far and not connection.verified) is refused
    if refused:
        with pytest.raises(SettingsError) as raised:
            Queue(url)
        assert raised.value.where == "LIANSHEN_JOBS_URL"
        assert ("rediss://" if "redis" in url else "verify-full") in raised.value.remedy


@pytest.mark.parametrize(
    ("uri", "refused"),
    [
        ("http://127.0.0.1:5000", False),
        ("http://mlflow.example:5000", True),
        ("https://mlflow.example", False),
        ("postgresql://mlflow.example/runs", True),
        ("file:///srv/runs", False),
        ("/srv/runs", False),
    ],
)
def test_mlflow_elsewhere_is_spoken_to_by_https_alone(uri: str, refused: bool) -> None:
    if refused:
        with pytest.raises(SettingsError, match="没有加密"):
            check_tracking(uri)
    else:
        check_tracking(uri)


def test_mlflow_is_not_spoken_to_where_its_certificate_is_not_verified(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("MLFLOW_TRACKING_INSECURE_TLS", "true")
    with pytest.raises(SettingsError, match="核对"):
        to_mlflow("https://mlflow.example").refuse_open()
    to_mlflow("https://127.0.0.1:5000").refuse_open()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("LIANSHEN_DATABASE_URL", "postgresql://office:geheim@db.example/lianshen"),
        ("LIANSHEN_JOBS_URL", "redis://:geheim@cache.example/0"),
        ("LIANSHEN_MLFLOW_URI", "http://office:geheim@mlflow.example"),
        ("OTEL_EXPORTER_OTLP_ENDPOINT", "http://collector.example:4318"),
        ("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "http://collector.example:4318/v1/traces"),
    ],
)
def test_the_service_does_not_start_to_speak_openly_and_names_the_setting(
    small_home: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv("LIANSHEN_HOME", str(small_home))
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:4318")
    monkeypatch.setenv(name, value)
    told = CliRunner().invoke(main, ["serve", "--port", "0"], prog_name="lianshen")
    assert told.exit_code == 2
    assert told.output.startswith(f"{name}：")
    assert "geheim" not in told.output


def test_what_stays_in_files_is_no_connection_and_passwords_are_known(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("LIANSHEN_HOME", str(tmp_path))
    assert named(read_settings()) == ()
    settings = read_settings(
        database_url=f"postgresql://lianshen@db.example/c?{VERIFIED}&sslcert=a&sslkey=b",
        jobs_url="rediss://:geheim@cache.example:6380/0",
        mlflow_uri="https://mlflow.example",
    )
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", "https://collector.example:4318")
    found = named(settings)
    assert [(each.places[0], each.password) for each in found] == [
        (("db.example", 5432), False),
        (("cache.example", 6380), True),
        (("mlflow.example", 443), False),
        (("collector.example", 4318), False),
    ]


@pytest.mark.parametrize("url", ["redis://:x:y:z/0", "amqp://x", "postgresql://a:b@c:port/d"])
def test_an_address_that_is_none_is_told_as_such(url: str) -> None:
    with pytest.raises(SettingsError, match="看不懂"):
        to_queue(url)


def test_whom_the_service_may_speak_to_stands_on_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    """With every setting on; without any of them it speaks to nobody."""
    plain = read_settings()
    assert (named(plain), plain.scanner(1)) == ((), None)
    stated = re.findall("[A-Z_]{9,}", " ".join(rows(section("docs/security.md", "和谁通信"))))
    for name in ("OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"):
        monkeypatch.setenv(name, "https://collector.example")
    everything = read_settings(
        database_url=f"postgresql://a:b@db.example/c?{VERIFIED}",
        jobs_url="rediss://queue.example:6379/0",
        mlflow_uri="https://mlflow.example",
    )
    addresses = {name for name in Settings.model_fields if re.search("url$|uri$|clamd", name)}
    assert {each.setting for each in named(everything)} == set(stated) - {"LIANSHEN_CLAMD"}
    assert {f"LIANSHEN_{name.upper()}" for name in addresses} <= set(stated)
