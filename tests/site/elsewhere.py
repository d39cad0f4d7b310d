"""The commands that the tests do not carry out as they stand in the documentation, and what stands for each.

Each line stands here word for word, so that none that is added or changed goes unnoticed. Either a test tries
what it does, or it is written down why none here can. The options of ``lianshen`` are compared all the same.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tests.pages import ROOT
from tests.site.lines import Line

_TEST = re.compile(r"(tests/(?:\w+/)*test_\w+\.py)::(test_\w+)")


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Command lines of one kind.

    Attributes:
        lines: word for word.
        instead: the test that does what they do, as ``path::test``; empty for none.
        untried: why nothing here can try them; empty where something does.
    """

    lines: tuple[str, ...]
    instead: str = ""
    untried: str = ""


_CLI, _CLUSTER = "tests/api/cli/test_", "tests/api/cluster/test_"
_FAULTS, _FUZZ, _DEPLOY = "tests/api/faults/test_", "tests/fuzz/test_", "tests/deploy/test_"
_PLACING = _DEPLOY + "placing.py::test_"
_SCHEDULER = "--cluster tls://调度器的主机:8786"
_OLDER = "--python-version 3.11 --platform manylinux_2_28_x86_64 --platform manylinux2014_x86_64 "
_DOWNLOAD = "pip download -q --require-hashes --only-binary :all: "
_OFFLINE = "pip install -q --no-index --find-links wheelhouse"
_CHECK = "python3 -m venv .venv && .venv/bin/pip install -q . && .venv/bin/lianshen check data/examples/"
_PATH = "PATH=$PWD/.venv/bin:$PATH .venv/bin/python .ci/"
_OPENED = "LIANSHEN_CERTIFICATE=证书.pem LIANSHEN_CERTIFICATE_KEY=私钥.pem lianshen serve --host 0.0.0.0"
_GATE = (
    "python3 -m venv .venv && .venv/bin/pip install -q --no-compile -e '.[dev]' && .venv/bin/ruff check . && "
    ".venv/bin/ruff format --check . && .venv/bin/mypy -n 2 && "
    ".venv/bin/python -m pytest -n 3 --dist worksteal"
)
_DRILL = (
    "cd / && runuser -u lianshen -- env LIANSHEN_HOME=/srv/lianshen-drill /srv/lianshen/program/bin/lianshen "
)

ELSEWHERE = (
    # What takes minutes or hours, with less of it.
    Elsewhere(
        ("lianshen baselines",),
        "tests/training/baselines/test_compare.py::test_every_baseline_sits_every_exam",
    ),
    Elsewhere(
        ("lianshen evaluate",),
        _CLI + "learning.py::test_without_folds_or_files_the_test_part_is_judged",
    ),
    Elsewhere(
        ("lianshen robustness",),
        _CLI + "robustness.py::test_without_files_the_test_part_is_judged_by_a_model_that_saw_nothing_of_it",
    ),
    Elsewhere(
        ("lianshen load --requests 50000",),
        "tests/api/load/test_measure.py::test_the_service_is_driven_with_one_process_and_with_one_for_each_core",
    ),
    Elsewhere(
        ("lianshen faults",), _CLI + "faults.py::test_everything_is_tried_and_what_is_broken_is_listed"
    ),
    Elsewhere(
        (
            "lianshen faults --part kills --kills 10000 --minutes 120",
            "lianshen faults --part kills --kills 600 --minutes 3",
        ),
        _FAULTS + "kills.py::test_nothing_is_lost_and_nothing_is_half_done",
    ),
    Elsewhere(
        ("lianshen faults --part starts",),
        _FAULTS + "parts.py::test_the_service_is_killed_and_started_with_the_model_in_use",
    ),
    Elsewhere(
        (
            "lianshen faults --part disk --part readonly --format json",
            "lianshen faults --part disk --part readonly --part postgres --part writers --part clock",
        ),
        _FAULTS + "parts.py::test_a_disk_that_is_full_for_a_moment_loses_nothing",
    ),
    Elsewhere(("python -m tests.fuzz rules",), _FUZZ + "rules.py::test_the_worst_text_of_each_rule"),
    Elsewhere(
        ("python -m tests.fuzz parsers --minutes 60 --corpus inputs",),
        _FUZZ + "parsers.py::test_good_inputs_and_changed_ones",
    ),
    Elsewhere(
        ("python -m tests.fuzz api --minutes 10",),
        _FUZZ + "pages.py::test_the_interface_answers_as_it_is_described",
    ),
    Elsewhere(
        ("python -m tests.fuzz desk --minutes 10",),
        _FUZZ + "desk_machine.py::test_in_any_order_nothing_is_lost_or_written_over",
    ),
    Elsewhere(("python -m tests.fuzz pages --minutes 10",), _FUZZ + "pages.py::test_pages_and_forms"),
    # What needs texts, a checkpoint or models that are not there.
    Elsewhere(
        (
            "OMP_NUM_THREADS=1 lianshen baselines --dev 文件夹 --petitions 信件.csv",
            "OMP_NUM_THREADS=1 lianshen baselines --only encoder --encoder bge-small-zh-v1.5 --dev 文件夹"
            " --petitions 信件.csv",
        ),
        _CLI + "baselines.py::test_what_is_named_is_compared",
    ),
    Elsewhere(
        ("lianshen evaluate --on 标注.jsonl 标题.jsonl --report 报告.html",),
        _CLI + "evaluate.py::test_a_report_is_written_beside",
    ),
    Elsewhere(("lianshen robustness --on 草稿.jsonl",), _CLI + "robustness.py::test_the_drafts_of_files"),
    Elsewhere(
        ("lianshen figures --output 数字 --dev 真实文本 --petitions 主题信件.csv --texts 信件.csv",),
        _CLI + "figures.py::test_what_is_given_is_passed_on",
    ),
    Elsewhere(
        ("lianshen train --finetune --encoder bge-small-zh-v1.5",),
        _CLI + "finetune.py::test_a_fine_tuned_encoder_is_put_in_use_with_its_model",
    ),
    Elsewhere(
        ("lianshen train --with-labels",),
        "tests/api/browser/test_learning_walk.py::test_a_place_teaches_its_ways_and_takes_them_back",
    ),
    Elsewhere(
        ("lianshen models compare full-3f2a90c1b7de",),
        _CLI + "switching.py::test_a_comparison_is_made_once",
    ),
    Elsewhere(
        ("lianshen models promote full-3f2a90c1b7de", "lianshen models rollback"),
        _CLI + "switching.py::test_a_model_is_promoted_by_the_rule_and_taken_back",
    ),
    Elsewhere(
        (
            "lianshen models sign full-3f2a90c1b7de --key signing-key",
            "export LIANSHEN_TRUSTED_KEYS=$PWD/signing-key.pub",
        ),
        _CLI + "signing.py::test_only_what_was_signed_is_promoted_and_gone_back_to",
    ),
    Elsewhere(
        ("lianshen check --format json drafts/*.docx | jq -r '[.file, .review.verdict] | @tsv'",),
        _CLI + "formats.py::test_json_is_one_object_a_line_in_the_order_given",
    ),
    # What needs a cluster.
    Elsewhere(
        (
            f"lianshen score 件/ -o 结果.jsonl {_SCHEDULER}",
            "lianshen score 样本/ -o 样本结果.jsonl --cluster tcp://127.0.0.1:8786 --tier auto",
        ),
        _CLUSTER + "run.py::test_a_worker_killed_midway_loses_and_doubles_nothing",
    ),
    Elsewhere(
        (f"lianshen score 's3://工单/2026/*.parquet' -o s3://工单/结果.parquet {_SCHEDULER}",),
        _CLUSTER + "going_on.py::test_an_object_store_is_read_and_written_as_a_disk_is",
    ),
    Elsewhere(
        (
            "dask scheduler --protocol tls --port 8786",
            "dask worker tls://调度器的主机:8786 --nworkers 16 --nthreads 1 --memory-limit 1GiB",
        ),
        untried="needs several machines with certificates of their own",
    ),
    # What goes on until it is stopped.
    Elsewhere(
        (
            "lianshen serve",
            ".venv/bin/lianshen serve",
            "~/lianshen/bin/lianshen serve",
        ),
        "tests/api/test_serving.py::test_it_serves_the_page_and_stops_by_ctrl_c_without_a_complaint",
    ),
    Elsewhere(
        (_OPENED,),
        "tests/api/test_tls.py::test_the_page_comes_by_https_with_cookies_and_orders_for_https_alone",
    ),
    Elsewhere(
        ("LIANSHEN_PLAIN_HTTP=true lianshen serve --host 0.0.0.0",),
        "tests/api/test_tls.py::test_this_machine_is_served_and_others_where_the_office_has_said_how",
    ),
    # What installs.
    Elsewhere((_GATE,), "tests/test_readme.py::test_ci_runs_the_command_of_the_readme"),
    Elsewhere(
        (".venv/bin/pip wheel -q --no-deps -w wheelhouse .",),
        "tests/test_packaging.py::test_nothing_of_a_package_is_left_out",
    ),
    Elsewhere(
        (
            f"{_CHECK}03-infeasible.docx",
            "pip install '.[encoder]'",
            "pip install '.[cluster]'",
            "pip install '.[ocr]'",
            f".venv/bin/{_DOWNLOAD}-r locks/base.txt -d wheelhouse",
            f".venv/bin/{_DOWNLOAD}{_OLDER}-r locks/base.txt -d wheelhouse-older",
            ".venv/bin/pip install -q --require-hashes -r locks/base.txt",
            ".venv/bin/pip install -q --require-hashes -r locks/release.txt",
            ".venv/bin/pip install -q --no-deps .",
            f"{_PATH}lock.py",
        ),
        untried="needs the network, and minutes",
    ),
    Elsewhere(
        (
            f"~/lianshen/bin/{_OFFLINE} --require-hashes -r wheelhouse/base.txt",
            f"~/lianshen/bin/{_OFFLINE} --no-deps lianshen",
            "~/lianshen/bin/pip check",
            "~/lianshen/bin/lianshen check wheelhouse/03-infeasible.docx",
        ),
        untried="needs what only the network gives; the page says when it was done by hand",
    ),
    Elsewhere(
        (
            "py -3.12 -m venv .venv",
            rf".venv\Scripts\{_DOWNLOAD}-r locks\base.txt -d wheelhouse",
            r".venv\Scripts\pip wheel -q --no-deps -w wheelhouse .",
            r"Copy-Item -Recurse locks\base.txt, data\examples\03-infeasible.docx, CHANGELOG.md, docs,"
            " locks, .ci wheelhouse",
            "Get-ChildItem -Recurse -File wheelhouse | Get-FileHash | Format-Table Hash, Path -AutoSize",
            "py -3.12 -m venv lianshen",
            rf"lianshen\Scripts\{_OFFLINE} --require-hashes -r wheelhouse\base.txt",
            rf"lianshen\Scripts\{_OFFLINE} --no-deps lianshen",
            r"lianshen\Scripts\lianshen check wheelhouse\03-infeasible.docx",
            r"lianshen\Scripts\lianshen serve",
        ),
        untried="needs Windows",
    ),
    Elsewhere(
        ("python3 -m venv .venv", "python3 -m venv ~/lianshen"),
        untried="makes an empty environment, as only Python itself does, and needs Debian's python3-venv",
    ),
    # What makes and looks at a release.
    Elsewhere(
        ("python -m tests.upgrade e34a0a6",),
        "tests/upgrade/test_office.py::test_an_office_works_as_the_walk_has_it_work",
    ),
    Elsewhere(
        (f"{_PATH}lock.py --upgrade",),
        "tests/test_locks.py::test_the_day_is_that_on_which_all_versions_were_renewed",
    ),
    Elsewhere(
        (f"{_PATH}audit.py",), "tests/test_audit.py::test_each_vulnerability_is_told_with_its_last_day"
    ),
    Elsewhere(
        (
            ".venv/bin/python .ci/audit.py --installed",
            "~/lianshen/bin/python wheelhouse/.ci/audit.py --installed",
        ),
        "tests/test_audit.py::test_an_installed_distribution_is_looked_at",
    ),
    Elsewhere((".ci/release 0.2.0 --dry-run",), untried="needs the network, and ten minutes"),
    # What needs root, systemd or a database of one's own.
    Elsewhere(
        (
            "systemctl stop lianshen",
            "rm /srv/lianshen/data/secret.key",
            "systemctl start lianshen",
        ),
        "tests/api/http/test_new_key.py::test_with_a_new_key_old_log_ins_end_and_nothing_else",
    ),
    Elsewhere(
        (
            "cd /srv/lianshen/data",
            "old=$(cat secret.key)",
            r"""printf '%s\n%s\n' "$(openssl rand -base64 48 | tr -d '\n')" "$old" > secret.key""",
        ),
        "tests/api/http/test_keys.py::test_the_commands_of_the_page_put_a_new_key_before_the_old_one",
    ),
    Elsewhere(("systemd-sysusers",), _DEPLOY + "systemd.py::test_the_user_is_made_and_the_helper_runs_as_it"),
    Elsewhere(
        (
            "systemctl daemon-reload",
            "systemctl enable --now lianshen lianshen-backup.timer",
            "systemctl status lianshen",
            "systemctl restart systemd-journald",
        ),
        untried="needs root and a machine that systemd has started",
    ),
    Elsewhere(
        (
            "install -d -m 0755 /srv/lianshen",
            "install -D -m 0644 wheelhouse/deploy/systemd/lianshen.sysusers /etc/sysusers.d/lianshen.conf",
            "install -D -m 0640 -g lianshen wheelhouse/deploy/lianshen.env /etc/lianshen/lianshen.env",
            "install -D -m 0644 -t /etc/systemd/system wheelhouse/deploy/systemd/lianshen.service",
            "install -m 0644 -t /etc/systemd/system wheelhouse/deploy/systemd/lianshen-backup.service"
            " wheelhouse/deploy/systemd/lianshen-backup.timer",
            "install -D -m 0644 wheelhouse/deploy/systemd/journald.conf"
            " /etc/systemd/journald.conf.d/lianshen.conf",
            "install -D -m 0755 wheelhouse/deploy/lianshen-admin /usr/local/sbin/lianshen-admin",
            "install -d -o lianshen -g lianshen -m 0700 /srv/lianshen/data /srv/lianshen/exchange"
            " /srv/lianshen-backup",
        ),
        _PLACING + "each_file_of_the_table_is_put_where_it_says",
    ),
    Elsewhere(
        ("diff /etc/lianshen/lianshen.env wheelhouse/deploy/lianshen.env",),
        untried="shows what is in two files, one of them the office's own",
    ),
    Elsewhere(
        ("install -d -o lianshen -g lianshen -m 0700 /srv/lianshen-drill", "rm -r /srv/lianshen-drill"),
        untried="needs the user of the service; python -m tests.upgrade carries them out without",
    ),
    Elsewhere(
        (
            "python3 -m venv /srv/lianshen/program-1",
            "python3 -m venv /srv/lianshen/program-2",
            "ln -sfn program-1 /srv/lianshen/program",
            "ln -sfn program-2 /srv/lianshen/program",
        ),
        _PLACING + "the_program_is_where_the_units_look_for_it_before_and_after_an_upgrade",
    ),
    Elsewhere(
        (
            "rm -r /srv/lianshen /srv/lianshen-backup /etc/lianshen",
            "rm /etc/systemd/system/lianshen.service /etc/systemd/system/lianshen-backup.service"
            " /etc/systemd/system/lianshen-backup.timer",
            "rm /etc/systemd/journald.conf.d/lianshen.conf /usr/local/sbin/lianshen-admin"
            " /etc/sysusers.d/lianshen.conf",
        ),
        _PLACING + "what_was_put_there_is_all_taken_away",
    ),
    Elsewhere(
        (
            *(
                f"/srv/lianshen/program-{number}/bin/{_OFFLINE} {what}"
                for number in (1, 2)
                for what in ("--require-hashes -r wheelhouse/base.txt", "--no-deps lianshen")
            ),
            "/srv/lianshen/program-2/bin/pip check",
        ),
        untried="needs what only the network gives; python -m tests.upgrade carries them out",
    ),
    Elsewhere(
        (
            "lianshen-admin doctor",
            "lianshen-admin trail verify",
            "lianshen-admin backup /srv/lianshen-backup",
            "lianshen-admin restore /srv/lianshen-backup/lianshen-20261126-020000.zip --replace",
            f"{_DRILL}restore /srv/lianshen-backup/lianshen-20261126-020000.zip",
            f"{_DRILL}doctor",
        ),
        _CLI + "backup.py::test_a_backup_is_made_listed_and_restored",
    ),
    Elsewhere(
        (
            "lianshen-admin labels export --output /srv/lianshen-backup/标注.jsonl",
            "lianshen-admin trail show --all --format json > /srv/lianshen-backup/留痕.json",
        ),
        _CLI + "trail.py::test_all_steps_are_shown_for_the_archive",
    ),
    Elsewhere(
        ("lianshen-admin trail verify --noted 抄下的摘要",),
        _CLI + "trail.py::test_a_digest_that_is_gone_is_told",
    ),
    Elsewhere(
        (
            "systemctl stop lianshen lianshen-backup.timer",
            "systemctl start lianshen lianshen-backup.timer",
            "systemctl disable --now lianshen lianshen-backup.timer",
            "userdel lianshen",
        ),
        untried="needs root and a machine that systemd has started",
    ),
    Elsewhere(
        ("lianshen-admin users add 登录名 --role 管理员 --display 姓名",),
        _CLI + "users.py::test_an_account_is_added_for_the_service",
    ),
    Elsewhere(
        (
            "install -d -m 0700 /etc/lianshen/sealed",
            "systemd-creds encrypt --name=lianshen_database_url - /etc/lianshen/sealed/database_url",
        ),
        "tests/api/test_credentials.py::"
        "test_what_was_sealed_as_documented_is_unreadable_until_the_system_opens_it",
    ),
    Elsewhere(
        ("journalctl --setup-keys", "journalctl --verify --verify-key=抄下的密钥"),
        _DEPLOY + "sealing.py::test_what_was_logged_is_sealed_and_whoever_changes_it_is_found_out",
    ),
    Elsewhere(
        (
            "(cd / && runuser -u postgres -- psql -v ON_ERROR_STOP=1)"
            " < wheelhouse/deploy/postgresql/lianshen.sql",
            "cd / && runuser -u postgres -- psql -c 'DROP DATABASE lianshen' -c 'DROP ROLE lianshen'"
            " -c 'DROP ROLE lianshen_owner'",
        ),
        "tests/api/storage/test_two_accounts.py::test_what_the_example_made_goes_when_the_system_is_retired",
    ),
    Elsewhere(
        ("lianshen-admin --owner users list",),
        _DEPLOY + "helper.py::test_the_owner_works_on_the_folder_of_the_service_and_gives_it_back",
    ),
    Elsewhere(
        ("lianshen-admin users token 登录名 --label Prometheus > /etc/prometheus/lianshen.token",),
        _CLI + "users.py::test_a_token_is_shown_once_listed_and_revoked",
    ),
    Elsewhere(
        (
            'curl -s -H "Authorization: Bearer $(cat /etc/prometheus/lianshen.token)"'
            " http://127.0.0.1:8000/metrics",
        ),
        "tests/api/http/test_access_told.py::test_who_is_let_in_is_who_is_told",
    ),
)


def stands_for(line: Line) -> Elsewhere | None:
    """Return what stands for a command line, if anything does."""
    return next((each for each in ELSEWHERE if line.text in each.lines), None)


def wrong(entries: Iterable[Elsewhere], there: Iterable[Line]) -> Iterator[str]:
    """Yield what is wrong with entries, given the command lines that there are."""
    texts = {line.text for line in there}
    for each in entries:
        yield from (f"on no page: {text}" for text in each.lines if text not in texts)
        if bool(each.instead) == bool(each.untried):
            yield f"either a test or a reason: {each.lines}"
        if each.instead and not _is_test(each.instead):
            yield f"no such test: {each.instead}"


def _is_test(name: str) -> bool:
    found = _TEST.fullmatch(name)
    if found is None or not (ROOT / found[1]).is_file():
        return False
    return bool(re.search(rf"^def {found[2]}\(", (ROOT / found[1]).read_text("utf-8"), re.MULTILINE))
