"""The second factor of accounts, and passwords that were kept by another spelling than the one typed."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Make room for the second factor; mark the passwords so far, which were normalised before hashing.

    See ``api/accounts/passwords.py`` for the mark.
    """
    op.add_column("accounts", sa.Column("second_factor", sa.String(255), nullable=True))
    op.add_column("accounts", sa.Column("second_step", sa.Integer, nullable=True))
    op.create_table(
        "recovery_codes",
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("account_id", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_recovery_codes"),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name="fk_recovery_codes_account_id_accounts"
        ),
    )
    op.create_index("ix_recovery_codes_account_id", "recovery_codes", ["account_id"])
    op.execute(sa.text("UPDATE accounts SET password = replace(password, '$argon2', 'nfkc $argon2')"))
