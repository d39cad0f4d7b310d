"""What the fourth step does to a desk that stands already: names move, nothing else does."""

import orjson
from sqlalchemy import inspect, text

from api.storage.database import Database
from api.storage.migrate import migrate, upgrade_to

_PIECE = text(
    """INSERT INTO pieces (id, number, title, deputy, delegation, level, verdict, too_broad, vague,
    infeasible, main, triage, codes, state, merged, received, version)
    VALUES (:id, :id, '修路', :deputy, '一团', '县', '可提交', '不成立', '不成立', '不成立', '交通运输局',
    '小微事', '', 'open', :no, '2026-01-01 00:00:00', 1)"""
)
_TEXT = text(
    """INSERT INTO piece_texts (piece_id, body, file, sheet, row, fields, notices, review, said, opinion,
    likeness, earlier)
    VALUES (:id, '正文', '甲.docx', '', 0, :fields, :empty, :empty, :empty, '', 0, :empty)"""
)
_FIELDS = ({"编号": "7", "代表": "张建国（13812345678）", "代表团": "一团"}, {"编号": "8"})


def test_names_move_into_their_own_table(database_url: str) -> None:
    database = Database.open(database_url)
    with database.writing() as session:
        upgrade_to("0003", session.connection())
        for number, fields in enumerate(_FIELDS, 1):
            short = fields.get("代表", "")[:3]
            session.execute(_PIECE, {"id": number, "deputy": short, "no": False})
            session.execute(_TEXT, {"id": number, "fields": orjson.dumps(fields), "empty": b"[]"})
    migrate(database)
    with database.session() as session:
        assert session.execute(text("SELECT piece_id, deputy FROM persons")).all() == [
            (1, "张建国（13812345678）")
        ]
        kept = session.scalars(text("SELECT fields FROM piece_texts ORDER BY piece_id")).all()
        assert [orjson.loads(bytes(each)) for each in kept] == [
            {"编号": "7", "代表团": "一团"},
            {"编号": "8"},
        ]
        columns = {column["name"] for column in inspect(session.connection()).get_columns("pieces")}
        assert "deputy" not in columns
        assert session.scalar(text("SELECT delegation FROM pieces WHERE id = 1")) == "一团"
    database.close()
