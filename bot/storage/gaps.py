"""Questions that were not answered, so that an owner can see what the essays lack; who asked is nowhere in it."""

from datetime import UTC, datetime
from hashlib import sha256

from sqlalchemy import ColumnElement, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.records import GAPS_KEPT_FOR, LONGEST_GAP, MOST_GAPS, Gap
from bot.storage.tables import gaps

__all__ = ["drop_expired", "keep_gap", "unexpired", "unexpired_of"]


async def keep_gap(connection: AsyncConnection, server: int, question: str, essay: str | None, now: datetime) -> None:
    """Keep a question, or count it once more; beyond so many those longest not asked are dropped."""
    readable = question.encode(errors="replace").decode().replace("\0", " ")  # no database takes half a character
    shown = " ".join(readable.split())[:LONGEST_GAP]
    folded = "".join(letter for letter in shown.casefold() if letter.isalnum() or letter == " ").strip()
    digest = sha256(f"{essay or ''}\n{folded}".encode()).hexdigest()
    asked = {"last_asked": int(now.timestamp())}
    again = update(gaps).where(gaps.c.server == server, gaps.c.digest == digest)
    counted = await connection.execute(again.values(times=gaps.c.times + 1, **asked))
    if not counted.rowcount:
        row = {"server": server, "digest": digest, "question": shown, "essay": essay, "times": 1, **asked}
        await connection.execute(insert(gaps).values(row))
    newest_first = (
        select(gaps.c.digest).where(gaps.c.server == server).order_by(gaps.c.last_asked.desc(), gaps.c.digest)
    )
    too_many = (await connection.scalars(newest_first.offset(MOST_GAPS))).all()
    if too_many:
        await connection.execute(delete(gaps).where(gaps.c.server == server, gaps.c.digest.in_(too_many)))


async def unexpired_of(connection: AsyncConnection, server: int, now: datetime) -> list[Gap]:
    """Those of a server, most asked first."""
    return (await unexpired(connection, now, gaps.c.server == server)).get(server, [])


async def unexpired(connection: AsyncConnection, now: datetime, *which: ColumnElement[bool]) -> dict[int, list[Gap]]:
    """Those that meet these conditions, by server, of each the most asked first."""
    most_asked = (gaps.c.times.desc(), gaps.c.last_asked.desc(), gaps.c.digest)
    chosen = select(gaps).where(gaps.c.last_asked > _oldest(now), *which).order_by(gaps.c.server, *most_asked)
    found: dict[int, list[Gap]] = {}
    for row in await connection.execute(chosen):
        found.setdefault(row.server, []).append(
            Gap(
                question=row.question,
                essay=row.essay,
                times=row.times,
                last_asked=datetime.fromtimestamp(row.last_asked, UTC),
            )
        )
    return found


async def drop_expired(connection: AsyncConnection, now: datetime) -> int:
    """Drop those of all servers that were not asked for too long; how many they were."""
    return (await connection.execute(delete(gaps).where(gaps.c.last_asked <= _oldest(now)))).rowcount


def _oldest(now: datetime) -> int:
    return int((now - GAPS_KEPT_FOR).timestamp())
