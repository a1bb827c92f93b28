"""Servers with a version, by which one process sees what another has changed."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add it."""
    op.add_column("servers", sa.Column("version", sa.BigInteger, nullable=False, server_default="0"))
