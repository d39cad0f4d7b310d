"""Who stands behind the drafts, in a table of its own."""

import json

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_DEPUTY = "代表"
_AT_ONCE = 500


def upgrade() -> None:
    """Make the table, and move the names there that stood among the fields of each draft."""
    op.create_table(
        "persons",
        sa.Column("piece_id", sa.Integer, nullable=False),
        sa.Column("deputy", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("piece_id", name="pk_persons"),
        sa.ForeignKeyConstraint(["piece_id"], ["pieces.id"], name="fk_persons_piece_id_pieces"),
    )
    _move()
    op.drop_column("pieces", "deputy")


def _move() -> None:
    connection = op.get_bind()
    asked = sa.text(
        "SELECT pieces.id, pieces.deputy, piece_texts.fields FROM pieces"
        " JOIN piece_texts ON piece_texts.piece_id = pieces.id"
        " WHERE pieces.id > :last ORDER BY pieces.id LIMIT :most"
    )
    last = 0
    while rows := connection.execute(asked, {"last": last, "most": _AT_ONCE}).all():
        last = rows[-1][0]
        persons, texts = [], []
        for number, short, content in rows:
            fields = json.loads(bytes(content))
            deputy = fields.pop(_DEPUTY, "") or short
            if deputy:
                persons.append({"number": number, "deputy": deputy})
                rest = json.dumps(fields, ensure_ascii=False, separators=(",", ":")).encode()
                texts.append({"number": number, "fields": rest})
        if persons:
            connection.execute(
                sa.text("INSERT INTO persons (piece_id, deputy) VALUES (:number, :deputy)"), persons
            )
            connection.execute(
                sa.text("UPDATE piece_texts SET fields = :fields WHERE piece_id = :number"), texts
            )
