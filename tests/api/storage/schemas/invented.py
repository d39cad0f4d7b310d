"""Rows of an office as earlier schemas held them: all invented, and written as the programs of then did."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import orjson
from sqlalchemy import Connection, MetaData, Table, func, insert, select

from api.batch.packed import pack
from api.trail.step import digest_of
from tests.api.reviews import CLEAN, DRAFT, FLAWED

Rows = list[dict[str, Any]]

NOON = datetime(2026, 3, 5, 4, 0, 0, 123456, tzinfo=UTC)
_BODY = DRAFT.body.replace("\x1b[31m", "")
_DRAFT = {"title": DRAFT.title, "body": f"{_BODY}\n“引号”和 emoji 🚦、生僻字 𠮷 也要留着。", "level": "县"}
_PASSWORD = "$argon2id$v=19$m=8,t=1,p=1$aW52ZW50ZWQ$aW52ZW50ZWQ"  # noqa: S105 - of nobody
_MANY = "司马兴农、诸葛为民、上官爱国（电话13912345678）"
_REVIEWS = tuple(pack(DRAFT, review).review for review in (CLEAN, FLAWED))


def fill(connection: Connection) -> None:
    """Put rows into all tables that a database has."""
    found = MetaData()
    found.reflect(connection)
    rows = {**_accounts(), **_desk(), **_learning()}
    if "persons" in found.tables:
        rows |= _persons(rows)
    for table in found.sorted_tables:
        if table.name != "alembic_version":
            _put(connection, table, rows[table.name])
    if connection.dialect.name == "postgresql":
        for table in found.sorted_tables:
            if "id" in table.c and not table.name.startswith("trail"):
                sequence = func.pg_get_serial_sequence(table.name, "id")
                connection.execute(select(func.setval(sequence, func.max(table.c.id))))


def _put(connection: Connection, table: Table, rows: Rows) -> None:
    aware = connection.dialect.name != "sqlite"
    connection.execute(
        insert(table),
        [
            {
                name: value.replace(tzinfo=None) if isinstance(value, datetime) and not aware else value
                for name, value in row.items()
                if name in table.c
            }
            for row in rows
        ],
    )


def _accounts() -> dict[str, Rows]:
    people = (
        ("guan", "管主任", "administrator"),
        ("shen", "审科长", "reviewer"),
        ("dai", "代老师", "deputy"),
    )
    accounts = [
        {
            "id": number,
            "name": name,
            "display": display,
            "role": role,
            "password": f"{_PASSWORD}{number}",
            "disabled": number == 3,
            "created": NOON,
            "second_factor": f"c2VhbGVk{number}" if number == 1 else None,
            "second_step": 59_000_000 if number == 1 else None,
        }
        for number, (name, display, role) in enumerate(people, 1)
    ]
    submission = {**_DRAFT, "account_id": 3, "review": _REVIEWS[1], "model": "fast-3f2a90c1b7de"}
    states = ("submitted", "returned", "accepted")
    return {
        "accounts": accounts,
        "sessions": [{"digest": "5e" * 32, "account_id": 1, "ends": NOON + timedelta(days=9000)}],
        "tokens": [
            {
                "id": 1,
                "digest": "70" * 32,
                "account_id": 2,
                "label": "档案系统",
                "created": NOON,
                "last_used": NOON,
            },
            {
                "id": 4,
                "digest": "74" * 32,
                "account_id": 2,
                "label": "新的",
                "created": NOON,
                "last_used": None,
            },
        ],
        "recovery_codes": [{"digest": f"{number:02x}" * 32, "account_id": 1} for number in (1, 2)],
        "invitations": [{"digest": "1f" * 32, "ends": NOON}],
        "attempts": [{"subject": "a7" * 32, "failures": 3, "last": NOON}],
        "submissions": [
            {**submission, "id": number, "state": state, "submitted": NOON + timedelta(days=number)}
            for number, state in enumerate(states, 1)
        ],
    }


def _desk() -> dict[str, Rows]:
    batch = {"account_id": 2, "created": NOON, "tier": "full", "model": "full-3f2a90c1b7de", "stop": False}
    batch |= {"scored": 2, "unread": 1, "total": 3, "remaining": None, "problem": ""}
    return {
        "batches": [
            {
                **batch,
                "id": 1,
                "name": "第五次会议",
                "state": "done",
                "level": "县",
                "began": NOON,
                "ended": NOON,
            },
            {
                **batch,
                "id": 2,
                "name": "没做成的",
                "state": "failed",
                "level": None,
                "began": NOON,
                "ended": None,
                "problem": "磁盘满了",
            },
        ],
        "unread": [
            {
                "id": 1,
                "batch_id": 1,
                "number": 3,
                "file": "坏.docx",
                "sheet": "",
                "row": 0,
                "kind": "DraftDamaged",
                "problem": "打不开",
                "remedy": "请重新保存",
            }
        ],
        "groups": [{"id": 1, "batch_id": 1, "representative": 1, "near_copies": True}],
        "pieces": _pieces(),
        "piece_texts": _texts(),
        "actions": [
            {"id": 1, "account_id": 2, "made": NOON, "kind": "return", "told": "退回 1 件", "undoes": None},
            {"id": 2, "account_id": 1, "made": NOON, "kind": "undo", "told": "撤回第 1 步", "undoes": 1},
        ],
        "changes": [
            {
                "id": 1,
                "action_id": 1,
                "piece_id": 1,
                "before": _standing("open", ""),
                "after": _standing("returned", "请写明地点"),
                "version": 2,
            }
        ],
        "ticks": [{"piece_id": 2, "day": date(2028, 2, 29), "account_id": 2, "made": NOON}],
    }


def _pieces() -> Rows:
    piece = {
        "title": DRAFT.title,
        "delegation": "第一代表团",
        "level": "县",
        "verdict": "修改后提交",
        "too_broad": "不成立",
        "vague": "成立",
        "infeasible": "不成立",
        "main": "交通运输局",
        "triage": "急难事",
        "codes": "V2",
        "merged": False,
        "received": NOON,
        "version": 2,
        "changed": NOON,
        "changed_by": 2,
    }
    decided = {"state": "returned", "decided": NOON, "decided_by": 2}
    undecided = {"state": "open", "decided": None, "decided_by": None}
    return [
        {
            **piece,
            **decided,
            "id": 1,
            "batch_id": 1,
            "submission_id": None,
            "number": 1,
            "group_id": 1,
            "deputy": "欧阳建设",
        },
        {
            **piece,
            **undecided,
            "id": 2,
            "batch_id": 1,
            "submission_id": None,
            "number": 2,
            "group_id": 1,
            "deputy": _MANY,
        },
        {
            **piece,
            **undecided,
            "id": 3,
            "batch_id": None,
            "submission_id": 1,
            "number": 0,
            "group_id": None,
            "deputy": "",
        },
    ]


def _texts() -> Rows:
    fields: tuple[dict[str, str], ...] = (
        {"编号": "第17号", "代表": "欧阳建设", "代表团": "第一代表团", "届次": "十七届五次"},
        {"代表": _MANY, "日期": "2026-03-05"},
        {},
    )
    earlier = [
        {"title": "关于修路的旧建议", "likeness": 0.75, "fields": {"届次": "十六届"}, "shared": "机耕道"}
    ]
    said: tuple[dict[str, Any], ...] = (
        {"flags": {"vague": False}, "codes": None, "main": "水利局", "co": ["财政局"], "triage": None},
        {},
        {},
    )
    return [
        {
            "piece_id": number,
            "body": _DRAFT["body"],
            "file": f"第一团/{number}.docx",
            "sheet": "Sheet1",
            "row": number,
            "fields": orjson.dumps(fields[number - 1]),
            "notices": orjson.dumps(["没有找到领衔代表一栏。"]),
            "review": _REVIEWS[number % 2],
            "said": orjson.dumps(said[number - 1]),
            "opinion": f"意见第{number}条",
            "likeness": 0.5,
            "earlier": orjson.dumps(earlier),
        }
        for number in (1, 2, 3)
    ]


def _persons(rows: dict[str, Rows]) -> dict[str, Rows]:
    """Return the names as they stand apart from the drafts since 0004."""
    persons: Rows = []
    texts = []
    for text in rows["piece_texts"]:
        fields = orjson.loads(text["fields"])
        if deputy := fields.pop("代表", ""):
            persons.append({"piece_id": text["piece_id"], "deputy": deputy})
        texts.append({**text, "fields": orjson.dumps(fields)})
    return {"persons": persons, "piece_texts": texts}


def _standing(state: str, opinion: str) -> bytes:
    said: dict[str, Any] = {"flags": {}, "codes": None, "main": None, "co": None, "triage": None}
    return orjson.dumps(
        {
            "state": state,
            "opinion": opinion,
            "said": said,
            "group": 1,
            "merged": False,
            "decided": None,
            "decided_by": None,
        }
    )


def _learning() -> dict[str, Rows]:
    label: dict[str, Any] = {
        **_DRAFT,
        "annotator": "审科长",
        "made": NOON,
        "digest": "1a" * 32,
        "withdrawn": None,
    }
    label |= {"said": orjson.dumps({"main": "水利局"}), "extra": orjson.dumps({"备注": "原表第九行"})}
    training: dict[str, Any] = {
        "account_id": 1,
        "actor": "管主任",
        "created": NOON,
        "began": NOON,
        "ended": NOON,
        "share": 1.0,
    }
    training |= {
        "stage": "",
        "stop": False,
        "problem": "",
        "snapshot": "5a" * 32,
        "against": "full-3f2a90c1b7de",
    }
    return {
        "labels": [
            {
                **label,
                "id": 1,
                "piece_id": 1,
                "action_id": 1,
                "account_id": 2,
                "source": "desk",
                "reference": "",
            },
            {
                **label,
                "id": 2,
                "piece_id": None,
                "action_id": None,
                "account_id": None,
                "source": "import",
                "reference": "历年-9",
                "withdrawn": NOON,
            },
        ],
        "own_units": [
            {"id": 1, "position": 0, "name": "水利局", "aliases": orjson.dumps(["水务局"]), "duties": "管水"},
        ],
        "former_names": [
            {"id": 1, "name": "水电局", "unit": "水利局", "since": None, "until": date(2019, 1, 1)},
        ],
        "trainings": [
            {**training, "id": 1, "state": "done", "version": "full-0123456789ab", "comparison": b""},
        ],
        **_trail(),
    }


def _trail() -> dict[str, Rows]:
    from api.storage.learning_schema import TrailRow  # noqa: PLC0415 - only its columns are used

    rows: Rows = []
    before = ""
    for number, told in enumerate(("导入标注 2 条", "启用模型 full-3f2a90c1b7de"), 1):
        row = {
            "id": number,
            "made": NOON,
            "account_id": 1,
            "actor": "管主任",
            "kind": "promote",
            "told": told,
            "details": orjson.dumps({"version": "full-3f2a90c1b7de"}),
            "before": before,
        }
        before = digest_of(TrailRow(**row))
        rows.append({**row, "digest": before})
    return {"trail": rows, "trail_end": [{"id": 1, "step": len(rows), "digest": before}]}
