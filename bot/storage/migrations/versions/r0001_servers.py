"""Servers with their settings, channels, essays, feedback and gaps."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def _of_a_server() -> sa.Column[int]:
    return sa.Column("server", sa.BigInteger, nullable=False)


def _constraints(table: str, *keys: str) -> tuple[sa.PrimaryKeyConstraint, sa.ForeignKeyConstraint]:
    return (
        sa.PrimaryKeyConstraint("server", *keys, name=f"pk_{table}"),
        sa.ForeignKeyConstraint(["server"], ["servers.id"], name=f"fk_{table}_server", ondelete="CASCADE"),
    )


def upgrade() -> None:
    """Make all tables."""
    op.create_table(
        "servers",
        sa.Column("id", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("settings", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_servers"),
    )
    op.create_table(
        "keepers",
        sa.Column("application", sa.BigInteger, autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("application", name="pk_keepers"),
    )
    op.create_table(
        "channels",
        _of_a_server(),
        sa.Column("channel", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("essay", sa.Text, nullable=False),
        *_constraints("channels", "channel"),
    )
    op.create_table(
        "essays",
        _of_a_server(),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("paragraphs", sa.Integer, nullable=False),
        sa.Column("parts", sa.Integer, nullable=False),
        sa.Column("characters", sa.Integer, nullable=False),
        sa.Column("added_at", sa.BigInteger, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        *_constraints("essays", "name"),
    )
    op.create_table(
        "feedback",
        _of_a_server(),
        sa.Column("kind", sa.String(100), nullable=False),
        sa.Column("reason", sa.String(100), nullable=False),
        sa.Column("count", sa.Integer, nullable=False),
        *_constraints("feedback", "kind", "reason"),
    )
    op.create_table(
        "gaps",
        _of_a_server(),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("essay", sa.Text),
        sa.Column("times", sa.Integer, nullable=False),
        sa.Column("last_asked", sa.BigInteger, nullable=False),
        *_constraints("gaps", "digest"),
    )
