"""The tables. Whatever is a server's has its id, and goes with it."""

from sqlalchemy import BigInteger, Column, ForeignKey, Integer, MetaData, String, Table, Text

__all__ = ["METADATA", "channels", "essays", "feedback", "gaps", "keepers", "servers"]

LONGEST_NAME = 100  # characters; what Discord lets one choose
DIGEST = 64  # characters of a SHA-256

METADATA = MetaData(naming_convention={"pk": "pk_%(table_name)s", "fk": "fk_%(table_name)s_%(column_0_name)s"})


def _of_a_server() -> "Column[int]":
    return Column("server", BigInteger, ForeignKey("servers.id", ondelete="CASCADE"), primary_key=True)


servers = Table(
    "servers",
    METADATA,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("settings", Text, nullable=False),  # JSON of ServerSettings: a setting more needs no migration
    Column("version", BigInteger, nullable=False, server_default="0"),  # another one after each change of what is asked
)

keepers = Table(
    "keepers",
    METADATA,
    Column("application", BigInteger, primary_key=True, autoincrement=False),  # the bot whose servers these are
)

channels = Table(
    "channels",
    METADATA,
    _of_a_server(),
    Column("channel", BigInteger, primary_key=True, autoincrement=False),
    Column("essay", Text, nullable=False),  # one of the operator's may have any name
)

essays = Table(
    "essays",
    METADATA,
    _of_a_server(),
    Column("name", String(LONGEST_NAME), primary_key=True),
    Column("title", Text, nullable=False),
    Column("paragraphs", Integer, nullable=False),
    Column("parts", Integer, nullable=False),  # paragraphs and sections
    Column("characters", Integer, nullable=False),
    Column("added_at", BigInteger, nullable=False),  # seconds since 1970
    Column("body", Text, nullable=False),  # JSON of Essay
)

feedback = Table(
    "feedback",
    METADATA,
    _of_a_server(),
    Column("kind", String(LONGEST_NAME), primary_key=True),
    Column("reason", String(LONGEST_NAME), primary_key=True),
    Column("count", Integer, nullable=False),
)

gaps = Table(
    "gaps",
    METADATA,
    _of_a_server(),
    Column("digest", String(DIGEST), primary_key=True),  # of the folded question and the essay's name
    Column("question", Text, nullable=False),
    Column("essay", Text),
    Column("times", Integer, nullable=False),
    Column("last_asked", BigInteger, nullable=False),  # seconds since 1970
)
