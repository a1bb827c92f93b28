"""Several essays, asked together or one at a time."""

from collections.abc import Callable, Mapping

from index.answer import Answer, Verdict
from index.answering import QUOTES_SHOWN, Answerer
from index.conversation import Conversation
from index.errors import UnknownEssayError
from index.essay import Essay, Section

__all__ = ["Library"]


class Library:
    """Essays by name. Immutable once built; threads may ask it together."""

    def __init__(self, essays: Mapping[str, Essay], answerer_of: Callable[[str], Answerer]) -> None:
        """Shelve the essays.

        Args:
            essays: at least one, by the names they go by here.
            answerer_of: gives an essay ready to be asked, by its name; whether it is kept is the caller's business.
        """
        self.essays = dict(essays)
        self._answerer_of = answerer_of

    def named(self, wanted: str) -> str:
        """The name of the essay that is meant: by its name or the beginning of its title.

        Raises:
            UnknownEssayError: none is, or more than one; the message says what there is.
        """
        plain = wanted.strip().casefold()
        found = [name for name in self.essays if name.casefold() == plain] or [
            name for name, essay in self.essays.items() if plain and essay.title.casefold().startswith(plain)
        ]
        if len(found) == 1:
            return found[0]
        raise UnknownEssayError(f"No essay is called “{wanted}”: there is {', '.join(self.essays)}.")

    def answer(self, question: str, limit: int = QUOTES_SHOWN, essay: str | None = None) -> Answer:
        """Answer a question that stands for itself; with an essay's name from that one alone.

        Raises:
            QuestionError: the question is longer than a question can be.
        """
        return self.ask(question, Conversation(), 0.0, limit, essay)[0]

    def ask(
        self,
        question: str,
        before: Conversation,
        now: float,
        limit: int = QUOTES_SHOWN,
        essay: str | None = None,
        section: Section | None = None,
    ) -> tuple[Answer, Conversation]:
        """Answer a question of a conversation at the time `now` (seconds), and say where the talk is then.

        With an essay's name only that one is asked, with a section of it only its paragraphs.

        Raises:
            QuestionError: the question is longer than a question can be.
        """
        if essay is None and len(self.essays) == 1:
            [essay] = self.essays
        if essay is not None:
            return self._answerer_of(essay).ask(question, before, now, limit, section)
        asked = [self._answerer_of(name).ask(question, before, now, limit) for name in self.essays]
        answer, after = max(asked, key=lambda pair: (pair[0].verdict is Verdict.ANSWERED, pair[0].confidence))
        unknown = tuple(word for word in answer.unknown if all(word in other.unknown for other, _ in asked))
        return answer.model_copy(update={"essays_asked": len(self.essays), "unknown": unknown}), after

    def suggestions(self, essay: str | None = None) -> tuple[str, ...]:
        """Questions that this essay, or any of them, answers."""
        return self._answerer_of(essay or next(iter(self.essays))).suggestions
