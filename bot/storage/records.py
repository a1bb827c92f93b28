"""What is kept of a Discord server, as it travels."""

from datetime import datetime, timedelta
from enum import StrEnum

from pydantic import ConfigDict

from index import QuothError
from index.essay import Frozen

__all__ = [
    "GAPS_KEPT_FOR",
    "LONGEST_GAP",
    "MOST_GAPS",
    "Gap",
    "Quota",
    "QuotaError",
    "ServerSettings",
    "Upload",
    "Visibility",
]

GAPS_KEPT_FOR = timedelta(days=30)
MOST_GAPS = 500  # of a server: more than anybody reads
LONGEST_GAP = 300  # characters of a question: what it lacks is said by then


class QuotaError(QuothError):
    """A server would have more essays, or longer ones, than it may."""


class Visibility(StrEnum):
    """Who sees the answer to a command that does not say."""

    EVERYONE = "everyone"
    ONLY_ME = "only me"


class ServerSettings(Frozen):
    """What a server's owner has set; None is what the operator has set."""

    model_config = ConfigDict(extra="ignore")  # what another version of Quoth has written besides

    plain_text: bool | None = None
    visibility: Visibility = Visibility.EVERYONE
    feedback: bool | None = None
    answers_in: frozenset[int] = frozenset()
    """The channels where questions are answered; empty: all."""
    keeps_gaps: bool = False
    """Whether questions that were not answered are kept, without who asked."""


class Upload(Frozen):
    """An essay of a server, without its text."""

    name: str
    title: str
    paragraphs: int
    characters: int
    added_at: datetime


class Gap(Frozen):
    """A question that was not answered, how often it was asked, and when last."""

    question: str
    essay: str | None
    """The name of the one essay that was asked; None where all were."""
    times: int
    last_asked: datetime


class Quota(Frozen):
    """What a server may have."""

    essays: int
    characters: int
    """Of all its essays together."""
    paragraphs: int = 20_000
    """And sections, of all together: "War and Peace" has 12,000."""
