"""The one place that reads ``data/``: the rubric, the units, the words of the card, where the corpus lies.

``data/`` lies beside this package, in a checkout and in an installed wheel alike.
"""

import hashlib
import json
import tomllib
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, get_args

from model.card import CardTexts
from model.errors import ContentError
from model.rubric import FLAGS, Clause, Code, Example, Flag, Rubric, Severity
from model.unit import Unit

FOLDER = Path(__file__).resolve().parent.parent / "data"

REASONS = ("B1", "B2", "B3", "V1", "V2", "V3", "F1", "F2", "F3", "F4", "F5")
FORMAL = ("N1", "N2", "N3", "N4", "N5", "N6", "N7", "N8")


def corpus_files(kind: str) -> list[Path]:
    """Return the corpus files of one kind, ``drafts`` or ``titles``, in a fixed order."""
    paths = (FOLDER / "corpus").glob(f"{kind}-*.jsonl")
    return sorted(paths, key=lambda path: int(path.stem.split("-")[1]))


def fingerprint() -> str:
    """Return the SHA-256 of all the data a model is trained on: the corpus and the units."""
    digest = hashlib.sha256()
    for path in [*corpus_files("drafts"), *corpus_files("titles"), FOLDER / "departments.jsonl"]:
        digest.update(f"{path.name}\n".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def renewed() -> date:
    """Return the day on which all packages that this one needs were renewed to their latest versions.

    Raises:
        ContentError: the file of it is missing or wrong.
    """
    path = FOLDER / "renewed.txt"
    try:
        return date.fromisoformat(path.read_text("ascii").strip())
    except (OSError, ValueError) as error:
        remedy = "请重新安装 lianshen"
        raise ContentError("依赖的组件是哪一天换新的，读不出来", where=str(path), remedy=remedy) from error


@cache
def rubric() -> Rubric:
    """Return the rubric as ``data/rubric/`` states it.

    Raises:
        ContentError: naming the file and field that is missing or wrong.
    """
    folder = FOLDER / "rubric"
    flags = _toml(folder / "flags.toml")
    return Rubric(
        flags={
            flag: Flag(
                flag,
                *(
                    _text(flags.get(flag, {}), field, f"flags.toml [{flag}]")
                    for field in ("name", "definition")
                ),
            )
            for flag in FLAGS
        },
        codes={code: _code(code, _toml(folder / f"{code}.toml")) for code in (*REASONS, *FORMAL)},
    )


@cache
def units() -> dict[str, Unit]:
    """Return the units by name, in the order of ``data/departments.jsonl``.

    Raises:
        ContentError: naming the line and field that is missing or wrong.
    """
    path = FOLDER / "departments.jsonl"
    found: dict[str, Unit] = {}
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        where = f"{path.name} 第 {number} 行"
        try:
            row = json.loads(line)
        except ValueError as error:
            raise ContentError("不是一行完整的 JSON", where=where, remedy="请改正这一行") from error
        aliases = row.get("aliases")
        if not isinstance(aliases, list) or not all(isinstance(alias, str) for alias in aliases):
            raise ContentError("字段 aliases 应是一组名称", where=where, remedy="没有别名就写 []")
        name = _text(row, "name", where)
        unit = Unit(name, tuple(aliases), _text(row, "duties", where), origins=(name,))
        if unit.name in found:
            raise ContentError(f"单位“{unit.name}”出现了两次", where=where, remedy="请合并成一行")
        found[unit.name] = unit
    return found


@cache
def card_texts() -> CardTexts:
    """Return what the model card says of any model, from ``data/model-card.toml``.

    Raises:
        ContentError: naming the field that is missing or wrong.
    """
    path = FOLDER / "model-card.toml"
    row, where = _toml(path), path.name
    manners, licences = row.get("manners"), row.get("licences", {})
    if not isinstance(manners, list) or not all(isinstance(own, dict) for own in manners):
        raise ContentError("字段 manners 应是一组写法", where=where, remedy="请补上 manners")
    return CardTexts(
        purpose=_text(row, "purpose", where),
        how=_texts(row, "how", where),
        limits=_texts(row, "limits", where),
        never=_texts(row, "never", where),
        manners={
            batch: _text(own, "manner", f"{where} [[manners]]")
            for own in manners
            for batch in _texts(own, "batches", f"{where} [[manners]]")
        },
        licences={name: _text(licences, name, f"{where} [licences]") for name in licences},
    )


def _toml(path: Path) -> dict[str, Any]:
    where = path.relative_to(FOLDER).as_posix()
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError as error:
        raise ContentError("没有这个文件", where=where, remedy="请重新安装 lianshen") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ContentError(f"不是合格的 TOML（{error}）", where=where, remedy="请改正后再试") from error


def _text(row: dict[str, Any], field: str, where: str) -> str:
    value = row.get(field)
    if not isinstance(value, str) or not value.strip():
        raise ContentError(f"字段 {field} 缺失或不是文字", where=where, remedy=f"请补上 {field}")
    return value.strip()


def _texts(row: dict[str, Any], field: str, where: str) -> tuple[str, ...]:
    values = row.get(field)
    if (
        not isinstance(values, list)
        or not values
        or not all(isinstance(value, str) and value for value in values)
    ):
        raise ContentError(f"字段 {field} 应是一组句子", where=where, remedy=f"请补上 {field}")
    return tuple(values)


def _code(code: str, row: dict[str, Any]) -> Code:
    where = f"rubric/{code}.toml"
    flag = row.get("flag")
    if flag is not None and flag not in FLAGS:
        raise ContentError(f"字段 flag 的值“{flag}”不对", where=where, remedy=f"应是 {'、'.join(FLAGS)} 之一")
    severity: Any = row.get("severity")
    if severity not in get_args(Severity):
        raise ContentError(
            f"字段 severity 的值“{severity}”不对",
            where=where,
            remedy=f"应是 {'、'.join(get_args(Severity))} 之一",
        )
    example, clause = row.get("example", {}), row.get("clause", {})
    return Code(
        code=code,
        flag=flag,
        name=_text(row, "name", where),
        severity=severity,
        definition=_text(row, "definition", where),
        counts=_texts(row, "counts", where),
        counts_not=_texts(row, "counts_not", where),
        advice=_text(row, "advice", where),
        example=Example(
            _text(example, "before", f"{where} [example]"), _text(example, "after", f"{where} [example]")
        ),
        clause=Clause(
            _text(clause, "section", f"{where} [clause]"), _text(clause, "text", f"{where} [clause]")
        ),
    )
