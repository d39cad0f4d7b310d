"""The newest step of the trail noted in a place of its own, so that cutting off its end shows."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Make room for it, and note the newest step there is by now."""
    op.create_table(
        "trail_end",
        sa.Column("id", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("step", sa.Integer, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_trail_end"),
    )
    op.execute(
        sa.text(
            "INSERT INTO trail_end (id, step, digest)"
            " SELECT 1, id, digest FROM trail ORDER BY id DESC LIMIT 1"
        )
    )
