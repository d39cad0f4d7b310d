"""The reviewers' desk: batches, the drafts on it, and what people decide about them."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables."""
    _batches()
    _pieces()
    _texts()
    _actions()
    _ticks()


def _batches() -> None:
    op.create_table(
        "batches",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("account_id", sa.Integer, nullable=False),
        sa.Column("created", MOMENT, nullable=False),
        sa.Column("began", MOMENT, nullable=True),
        sa.Column("ended", MOMENT, nullable=True),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("tier", sa.String(10), nullable=False),
        sa.Column("level", sa.String(8), nullable=True),
        sa.Column("model", sa.String(40), nullable=False),
        sa.Column("scored", sa.Integer, nullable=False),
        sa.Column("unread", sa.Integer, nullable=False),
        sa.Column("total", sa.Integer, nullable=True),
        sa.Column("remaining", sa.Integer, nullable=True),
        sa.Column("stop", sa.Boolean, nullable=False),
        sa.Column("problem", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_batches"),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name="fk_batches_account_id_accounts"),
    )
    op.create_index("ix_batches_state", "batches", ["state"])
    op.create_table(
        "unread",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("batch_id", sa.Integer, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("file", sa.Text, nullable=False),
        sa.Column("sheet", sa.Text, nullable=False),
        sa.Column("row", sa.Integer, nullable=False),
        sa.Column("kind", sa.String(60), nullable=False),
        sa.Column("problem", sa.Text, nullable=False),
        sa.Column("remedy", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_unread"),
        sa.ForeignKeyConstraint(["batch_id"], ["batches.id"], name="fk_unread_batch_id_batches"),
        sa.UniqueConstraint("batch_id", "number", name="uq_unread_batch_id"),
    )
    op.create_table(
        "groups",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("batch_id", sa.Integer, nullable=True),
        sa.Column("representative", sa.Integer, nullable=False),
        sa.Column("near_copies", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_groups"),
        sa.ForeignKeyConstraint(["batch_id"], ["batches.id"], name="fk_groups_batch_id_batches"),
    )
    op.create_index("ix_groups_batch_id", "groups", ["batch_id"])


def _pieces() -> None:
    op.create_table(
        "pieces",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("batch_id", sa.Integer, nullable=True),
        sa.Column("submission_id", sa.Integer, nullable=True),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("deputy", sa.String(120), nullable=False),
        sa.Column("delegation", sa.String(120), nullable=False),
        sa.Column("level", sa.String(8), nullable=False),
        sa.Column("verdict", sa.String(10), nullable=False),
        sa.Column("too_broad", sa.String(4), nullable=False),
        sa.Column("vague", sa.String(4), nullable=False),
        sa.Column("infeasible", sa.String(4), nullable=False),
        sa.Column("main", sa.String(60), nullable=False),
        sa.Column("triage", sa.String(10), nullable=False),
        sa.Column("codes", sa.String(80), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("decided", MOMENT, nullable=True),
        sa.Column("decided_by", sa.Integer, nullable=True),
        sa.Column("group_id", sa.Integer, nullable=True),
        sa.Column("merged", sa.Boolean, nullable=False),
        sa.Column("received", MOMENT, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("changed", MOMENT, nullable=True),
        sa.Column("changed_by", sa.Integer, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_pieces"),
        sa.ForeignKeyConstraint(["batch_id"], ["batches.id"], name="fk_pieces_batch_id_batches"),
        sa.ForeignKeyConstraint(["changed_by"], ["accounts.id"], name="fk_pieces_changed_by_accounts"),
        sa.ForeignKeyConstraint(["decided_by"], ["accounts.id"], name="fk_pieces_decided_by_accounts"),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name="fk_pieces_group_id_groups"),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submissions.id"], name="fk_pieces_submission_id_submissions"
        ),
        sa.UniqueConstraint("submission_id", name="uq_pieces_submission_id"),
        sa.UniqueConstraint("batch_id", "number", name="uq_pieces_batch_id"),
    )
    op.create_index("ix_pieces_batch_id_state", "pieces", ["batch_id", "state"])
    op.create_index("ix_pieces_group_id", "pieces", ["group_id"])
    for column in ("state", "verdict", "main", "triage", "delegation", "received"):
        op.create_index(f"ix_pieces_{column}", "pieces", [column])


def _texts() -> None:
    op.create_table(
        "piece_texts",
        sa.Column("piece_id", sa.Integer, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("file", sa.Text, nullable=False),
        sa.Column("sheet", sa.Text, nullable=False),
        sa.Column("row", sa.Integer, nullable=False),
        sa.Column("fields", sa.LargeBinary, nullable=False),
        sa.Column("notices", sa.LargeBinary, nullable=False),
        sa.Column("review", sa.LargeBinary, nullable=False),
        sa.Column("said", sa.LargeBinary, nullable=False),
        sa.Column("opinion", sa.Text, nullable=False),
        sa.Column("likeness", sa.Double, nullable=False),
        sa.Column("earlier", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("piece_id", name="pk_piece_texts"),
        sa.ForeignKeyConstraint(["piece_id"], ["pieces.id"], name="fk_piece_texts_piece_id_pieces"),
    )


def _actions() -> None:
    op.create_table(
        "actions",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("account_id", sa.Integer, nullable=False),
        sa.Column("made", MOMENT, nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("told", sa.Text, nullable=False),
        sa.Column("undoes", sa.Integer, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_actions"),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name="fk_actions_account_id_accounts"),
        sa.ForeignKeyConstraint(["undoes"], ["actions.id"], name="fk_actions_undoes_actions"),
        sa.UniqueConstraint("undoes", name="uq_actions_undoes"),
    )
    op.create_table(
        "changes",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("action_id", sa.Integer, nullable=False),
        sa.Column("piece_id", sa.Integer, nullable=False),
        sa.Column("before", sa.LargeBinary, nullable=False),
        sa.Column("after", sa.LargeBinary, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_changes"),
        sa.ForeignKeyConstraint(["action_id"], ["actions.id"], name="fk_changes_action_id_actions"),
        sa.ForeignKeyConstraint(["piece_id"], ["pieces.id"], name="fk_changes_piece_id_pieces"),
    )
    op.create_index("ix_changes_action_id", "changes", ["action_id"])
    op.create_index("ix_changes_piece_id", "changes", ["piece_id"])


def _ticks() -> None:
    op.create_table(
        "ticks",
        sa.Column("piece_id", sa.Integer, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("account_id", sa.Integer, nullable=False),
        sa.Column("made", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("piece_id", "day", name="pk_ticks"),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name="fk_ticks_account_id_accounts"),
        sa.ForeignKeyConstraint(["piece_id"], ["pieces.id"], name="fk_ticks_piece_id_pieces"),
    )
