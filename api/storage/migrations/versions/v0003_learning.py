"""What is learnt: labels, a place's own units, trainings, and the trail of what was done."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables."""
    _labels()
    _units()
    _trainings()
    _trail()


def _labels() -> None:
    op.create_table(
        "labels",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("piece_id", sa.Integer, nullable=True),
        sa.Column("action_id", sa.Integer, nullable=True),
        sa.Column("account_id", sa.Integer, nullable=True),
        sa.Column("annotator", sa.String(60), nullable=False),
        sa.Column("made", MOMENT, nullable=False),
        sa.Column("source", sa.String(20), nullable=False),
        sa.Column("reference", sa.String(200), nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("level", sa.String(8), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("said", sa.LargeBinary, nullable=False),
        sa.Column("extra", sa.LargeBinary, nullable=False),
        sa.Column("withdrawn", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_labels"),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name="fk_labels_account_id_accounts"),
        sa.ForeignKeyConstraint(["action_id"], ["actions.id"], name="fk_labels_action_id_actions"),
        sa.ForeignKeyConstraint(["piece_id"], ["pieces.id"], name="fk_labels_piece_id_pieces"),
    )
    for column in ("action_id", "piece_id", "digest"):
        op.create_index(f"ix_labels_{column}", "labels", [column])
    op.create_index("ix_labels_source_reference", "labels", ["source", "reference"])


def _units() -> None:
    op.create_table(
        "own_units",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("aliases", sa.LargeBinary, nullable=False),
        sa.Column("duties", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_own_units"),
        sa.UniqueConstraint("position", name="uq_own_units_position"),
        sa.UniqueConstraint("name", name="uq_own_units_name"),
    )
    op.create_table(
        "former_names",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("unit", sa.String(60), nullable=False),
        sa.Column("since", sa.Date, nullable=True),
        sa.Column("until", sa.Date, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_former_names"),
        sa.UniqueConstraint("name", "since", "unit", name="uq_former_names_name"),
    )
    op.create_index("ix_former_names_name", "former_names", ["name"])


def _trainings() -> None:
    op.create_table(
        "trainings",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("account_id", sa.Integer, nullable=True),
        sa.Column("actor", sa.String(60), nullable=False),
        sa.Column("created", MOMENT, nullable=False),
        sa.Column("began", MOMENT, nullable=True),
        sa.Column("ended", MOMENT, nullable=True),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("stage", sa.String(60), nullable=False),
        sa.Column("share", sa.Double, nullable=False),
        sa.Column("stop", sa.Boolean, nullable=False),
        sa.Column("problem", sa.Text, nullable=False),
        sa.Column("snapshot", sa.String(64), nullable=False),
        sa.Column("version", sa.String(40), nullable=False),
        sa.Column("against", sa.String(40), nullable=False),
        sa.Column("comparison", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_trainings"),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name="fk_trainings_account_id_accounts"),
    )
    op.create_index("ix_trainings_state", "trainings", ["state"])


def _trail() -> None:
    op.create_table(
        "trail",
        sa.Column("id", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("made", MOMENT, nullable=False),
        sa.Column("account_id", sa.Integer, nullable=True),
        sa.Column("actor", sa.String(60), nullable=False),
        sa.Column("kind", sa.String(30), nullable=False),
        sa.Column("told", sa.Text, nullable=False),
        sa.Column("details", sa.LargeBinary, nullable=False),
        sa.Column("before", sa.String(64), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_trail"),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name="fk_trail_account_id_accounts"),
    )
