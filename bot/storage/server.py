"""All that is kept of one Discord server, and the only way to it: no statement here reads or writes another's rows."""

import asyncio
import logging
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from secrets import randbits

from pydantic import ValidationError
from sqlalchemy import ColumnElement, Table, and_, delete, func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage import tables
from bot.storage.database import Database
from bot.storage.gaps import keep_gap, unexpired_of
from bot.storage.records import Gap, Quota, QuotaError, ServerSettings, Upload
from index import Essay

__all__ = ["Server"]

log = logging.getLogger(__name__)

TOO_MANY = "This server has as many essays as it may have ({most}): remove one first."
TOO_LONG = (
    "Together the essays of this server would have {length:,} characters, and may have {most:,}: remove one first."
)

IN_PIECES = (
    "Together the essays of this server would have {count:,} paragraphs and headings, and may have {most:,}: remove one"
    " first."
)

FIRST_VERSION_BITS = 62  # drawn by lot: one that was forgotten and has come back is not taken for what it was before


class Server:
    """A server by its id. Every change is on the disk when it returns; every method may raise a `StorageError`."""

    def __init__(self, database: Database, server: int) -> None:
        self._database = database
        self._server = server

    async def version(self) -> int | None:
        """One higher after each change of settings, channels or essays; None where nothing is kept of the server."""
        chosen = select(tables.servers.c.version).where(self._is_mine(tables.servers))
        async with self._database.reading() as connection:
            version: int | None = await connection.scalar(chosen)
        return version

    async def settings(self) -> ServerSettings:
        """What is set."""
        async with self._database.reading() as connection:
            return await self._settings(connection)

    async def change(self, **changes: object) -> ServerSettings:
        """Set some of the settings. What was kept of unanswered questions goes with the setting that kept it."""
        async with self._changing() as connection:
            before = await self._settings(connection)
            settings = ServerSettings.model_validate({**before.model_dump(), **changes})
            values = {"settings": settings.model_dump_json()}
            await connection.execute(update(tables.servers).where(self._is_mine(tables.servers)).values(values))
            if not settings.keeps_gaps:
                await connection.execute(delete(tables.gaps).where(self._is_mine(tables.gaps)))
        if before.keeps_gaps and not settings.keeps_gaps:
            await self._database.clear_log()
        return settings

    async def use(self, channel: int, essay: str | None) -> None:
        """Let a channel ask this essay; None: all of them."""
        async with self._changing() as connection:
            await connection.execute(delete(tables.channels).where(self._is_mine(tables.channels, channel=channel)))
            if essay is not None:
                await self._add(connection, tables.channels, channel=channel, essay=essay)

    async def channels(self) -> Mapping[int, str]:
        """The names of essays by the channels that ask them alone."""
        chosen = select(tables.channels.c.channel, tables.channels.c.essay)
        async with self._database.reading() as connection:
            found = (await connection.execute(chosen.where(self._is_mine(tables.channels)))).all()
        return {row.channel: row.essay for row in found}

    async def uploads(self) -> list[Upload]:
        """Its essays, by name."""
        fields = [column for column in tables.essays.c if column.name in Upload.model_fields]
        async with self._database.reading() as connection:
            found = await connection.execute(select(*fields).where(self._is_mine(tables.essays)).order_by("name"))
            rows = [row._mapping for row in found]
        return [Upload(**{**row, "added_at": datetime.fromtimestamp(row["added_at"], UTC)}) for row in rows]

    async def essays(self) -> dict[str, Essay]:
        """Its essays by name. One that can't be read, for another version of Quoth wrote it, is told in the log."""
        chosen = select(tables.essays.c.name, tables.essays.c.body).where(self._is_mine(tables.essays)).order_by("name")
        async with self._database.reading() as connection:
            bodies = [(name, body) for name, body in await connection.execute(chosen)]
        return await asyncio.to_thread(self._all_read, bodies)  # a million characters take 50 ms

    async def put(self, name: str, essay: Essay, quota: Quota, now: datetime) -> None:
        """Add an essay, or put it in the place of the one of this name.

        Raises:
            QuotaError: the server would have more than it may; nothing is changed.
        """
        characters = sum(len(paragraph.text) for paragraph in essay.paragraphs)
        parts = len(essay.paragraphs) + len(essay.sections)
        body = await asyncio.to_thread(essay.model_dump_json)
        async with self._changing() as connection:
            await connection.execute(delete(tables.essays).where(self._is_mine(tables.essays, name=name)))
            await self._check(connection, quota, characters, parts)
            await self._add(
                connection,
                tables.essays,
                name=name,
                title=essay.title.replace("\0", ""),
                paragraphs=len(essay.paragraphs),
                parts=parts,
                characters=characters,
                added_at=int(now.timestamp()),
                body=body,
            )

    async def remove(self, name: str) -> bool:
        """Take an essay away, and free the channels that ask it; whether there was one."""
        async with self._changing() as connection:
            removed = await connection.execute(delete(tables.essays).where(self._is_mine(tables.essays, name=name)))
            if removed.rowcount:
                await connection.execute(delete(tables.channels).where(self._is_mine(tables.channels, essay=name)))
        await self._database.clear_log()
        return bool(removed.rowcount)

    async def count(self, kind: str, reason: str = "") -> None:
        """Count feedback."""
        which = {"kind": kind, "reason": reason}
        async with self._writing() as connection:
            one_more = update(tables.feedback).values(count=tables.feedback.c.count + 1)
            counted = await connection.execute(one_more.where(self._is_mine(tables.feedback, **which)))
            if not counted.rowcount:
                await self._add(connection, tables.feedback, **which, count=1)

    async def counts(self) -> Mapping[tuple[str, str], int]:
        """Feedback by kind and reason."""
        table = tables.feedback.c
        chosen = select(table.kind, table.reason, table.count).where(self._is_mine(tables.feedback))
        async with self._database.reading() as connection:
            return {(kind, reason): count for kind, reason, count in await connection.execute(chosen)}

    async def miss(self, question: str, essay: str | None, now: datetime) -> None:
        """Keep a question that was not answered, if the server keeps those."""
        async with self._writing() as connection:
            if (await self._settings(connection)).keeps_gaps:
                await keep_gap(connection, self._server, question, essay, now)

    async def gaps(self, now: datetime) -> list[Gap]:
        """Questions that were not answered and have not expired, those most asked first."""
        async with self._database.reading() as connection:
            return await unexpired_of(connection, self._server, now)

    async def forget_gaps(self) -> None:
        """Keep none of them."""
        async with self._writing() as connection:
            await connection.execute(delete(tables.gaps).where(self._is_mine(tables.gaps)))
        await self._database.clear_log()

    async def forget(self) -> None:
        """Keep nothing of the server."""
        async with self._database.writing() as connection:
            mine = delete(tables.servers).where(self._is_mine(tables.servers))
            await connection.execute(mine)  # the rest goes with it
        await self._database.clear_log()

    @asynccontextmanager
    async def _writing(self) -> AsyncIterator[AsyncConnection]:
        """A transaction in which nobody else changes what is the server's."""
        insert = (sqlite if self._database.is_sqlite else postgresql).insert
        row = {
            "id": self._server,
            "settings": ServerSettings().model_dump_json(),
            "version": randbits(FIRST_VERSION_BITS),
        }
        async with self._database.writing() as connection:
            await connection.execute(insert(tables.servers).values(row).on_conflict_do_nothing())
            await connection.execute(select(tables.servers.c.id).where(self._is_mine(tables.servers)).with_for_update())
            yield connection

    @asynccontextmanager
    async def _changing(self) -> AsyncIterator[AsyncConnection]:
        """A transaction that changes what is asked of the server; whoever holds that sees it by the version."""
        raised = {"version": tables.servers.c.version + 1}
        async with self._writing() as connection:
            await connection.execute(update(tables.servers).where(self._is_mine(tables.servers)).values(raised))
            yield connection

    async def _settings(self, connection: AsyncConnection) -> ServerSettings:
        found = await connection.scalar(select(tables.servers.c.settings).where(self._is_mine(tables.servers)))
        return ServerSettings.model_validate_json(found) if found else ServerSettings()

    async def _check(self, connection: AsyncConnection, quota: Quota, characters: int, parts: int) -> None:
        """Whether there is room for an essay of so many characters, paragraphs and sections."""
        sums = (func.coalesce(func.sum(column), 0) for column in (tables.essays.c.characters, tables.essays.c.parts))
        others = select(func.count(), *sums).where(self._is_mine(tables.essays))
        count, length, all_parts = (await connection.execute(others)).one()
        if count >= quota.essays:
            raise QuotaError(TOO_MANY.format(most=quota.essays))
        if length + characters > quota.characters:
            raise QuotaError(TOO_LONG.format(length=length + characters, most=quota.characters))
        if all_parts + parts > quota.paragraphs:
            raise QuotaError(IN_PIECES.format(count=all_parts + parts, most=quota.paragraphs))

    async def _add(self, connection: AsyncConnection, table: Table, **values: object) -> None:
        await connection.execute(table.insert().values(server=self._server, **values))

    def _is_mine(self, table: Table, **values: object) -> ColumnElement[bool]:
        """Of a table, the rows of this server, and of those the ones with these values."""
        server = table.c.id if table is tables.servers else table.c.server
        return and_(server == self._server, *(table.c[column] == value for column, value in values.items()))

    def _all_read(self, bodies: Iterable[tuple[str, str]]) -> dict[str, Essay]:
        return {name: essay for name, body in bodies if (essay := self._read(name, body))}

    def _read(self, name: str, body: str) -> Essay | None:
        try:
            return Essay.model_validate_json(body)
        except ValidationError:
            log.warning(
                "Server %s has an essay that another version of Quoth wrote: %r can't be read.", self._server, name
            )
            return None
