"""What one server has of its own, and the shelf that this makes of the house's."""

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from bot.discord_side.owners.ready import Ready
from bot.discord_side.replies.passages import Passages
from bot.discord_side.replies.reply import Form
from bot.discord_side.shelf import Shelf
from bot.engines import BY_SIZE
from bot.library.answerers import length
from bot.storage import ServerSettings, Visibility
from index import Answerer, Essay, shipped_essay

__all__ = ["Own", "beside", "shelf_of", "size_of"]

BYTES_A_SERVER = 2_000
BYTES_A_CHARACTER = 19  # of an essay: its text, and twice as much for what tells which essays to ask
BYTES_A_PARAGRAPH = 1_700  # and a section
BYTES_TO_NAME_IT = 1  # a character more, for its paragraphs as buttons name them


class Own(NamedTuple):
    """What a server has of its own."""

    settings: ServerSettings = ServerSettings()
    bound: Mapping[int, str] = {}
    """By channel, the essay that it asks alone."""
    essays: Mapping[str, Essay] = {}
    unreadable: frozenset[str] = frozenset()
    """The names of essays that another version has written."""
    version: int | None = None
    """Of what is kept, where other processes may change it; None also where nothing is kept."""

    @property
    def is_unreadable(self) -> bool:
        """Whether it has essays, and none of them can be read."""
        return bool(self.unreadable) and not self.essays

    def with_essay(self, name: str, essay: Essay) -> "Own":
        """The same with an essay more, or with another one of this name."""
        essays = dict(sorted({**self.essays, name: essay}.items()))
        return self._replace(essays=essays, unreadable=self.unreadable - {name})._raised()

    def without(self, name: str) -> "Own":
        """The same without an essay; the channels that ask it are free."""
        essays = {other: essay for other, essay in self.essays.items() if other != name}
        bound = {channel: essay for channel, essay in self.bound.items() if essay != name}
        return self._replace(essays=essays, bound=bound, unreadable=self.unreadable - {name})._raised()

    def with_channel(self, channel: int, essay: str | None) -> "Own":
        """The same with a channel that asks this essay alone; None: all of them."""
        others = {other: name for other, name in self.bound.items() if other != channel}
        return self._replace(bound=others if essay is None else {**others, channel: essay})._raised()

    def with_settings(self, settings: ServerSettings) -> "Own":
        """The same with these settings."""
        return self._replace(settings=settings)._raised()

    def _raised(self) -> "Own":
        """With the version that one change leaves; what is kept has a higher one if somebody else changed it too."""
        return self if self.version is None else self._replace(version=self.version + 1)


def shelf_of(guild: int, own: Own, house: Shelf, ready: Ready) -> Shelf:
    """The server's shelf: the house's essays and its own, with its settings over the operator's."""
    settings = own.settings
    shelf = _with_essays(own.essays, house, ready) if own.essays else house
    form = house.form if settings.plain_text is None else Form.PLAIN if settings.plain_text else Form.RICH
    return shelf._replace(
        form=form,
        visibility="only me" if settings.visibility is Visibility.ONLY_ME else "everyone",
        feedback=house.feedback if settings.feedback is None else settings.feedback,
        bound=own.bound,
        answers_in=settings.answers_in,
        guild=guild,
        keeps_gaps=settings.keeps_gaps,
    )


def beside(own: Mapping[str, Essay], house: Shelf) -> Mapping[str, Essay]:
    """Of the house's essays those that stay beside a server's own.

    The one that ships steps aside, and so does one of the same name. An archive steps aside whole: beside so many a few
    would be lost, and to look at all of them as one library with these takes as long as to index them.
    """
    if not own:
        return house.library.essays
    if house.library.archived:
        return {}
    names = {name.casefold() for name in own}
    stay = {name: essay for name, essay in house.library.essays.items() if name.casefold() not in names}
    return {name: essay for name, essay in stay.items() if essay != _shipped()}


def size_of(own: Own, shelf: Shelf) -> int:
    """What holding it takes, in bytes, about."""
    named = shelf.library.essays.values() if own.essays else ()  # else the house's shelf is shared
    parts = sum(len(essay.paragraphs) + len(essay.sections) for essay in own.essays.values())
    return (
        BYTES_A_SERVER
        + BYTES_A_CHARACTER * sum(map(length, own.essays.values()))
        + BYTES_A_PARAGRAPH * parts
        + BYTES_TO_NAME_IT * sum(map(length, named))
    )


@cache
def _shipped() -> Essay:
    return shipped_essay()


def _with_essays(own: Mapping[str, Essay], house: Shelf, ready: Ready) -> Shelf:
    essays = {**own, **beside(own, house)}

    def answerer_of(name: str) -> Answerer:
        return ready.of(own[name]) if name in own else house.library.answerer_of(name)

    async def prepare(name: str | None) -> None:
        await ready.prepare(own.values() if name is None else [own[name]] if name in own else [])

    library = house.library.changed(essays, answerer_of, BY_SIZE.in_memory)  # what is a server's stays in this process
    return house._replace(library=library, passages=Passages(library), names=library.names, prepare=prepare)
