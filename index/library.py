"""Several essays, asked together or one at a time."""

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from itertools import islice

from index.answer import Answer, Quote, Verdict
from index.answering import QUOTES_SHOWN, Answerer, Finding, checked
from index.catalog import SHOWN, Catalog, Glimpse
from index.cataloging import Cataloging, MakeEngines, MakesCatalogs
from index.conversation import Conversation
from index.essay import Citation, Essay, Section
from index.listing import Archived, Listed, listed
from index.merging import Merged, merge
from index.naming import Names, told_apart
from index.small_talk import small_talk_reply
from index.suggesting import SUGGESTIONS

__all__ = ["MOST_ASKED", "Library"]

# Those essays are asked that promise at least so much of what the best one promises, and at most so many. Asking all
# finds no more on four labelled sets; of 24 encyclopedia articles 1.4 are asked, of 49 scientific ones 3.1.
PROMISING = 0.6
MOST_ASKED = SHOWN

NAMED_IN_PASSING = 2  # essays, when somebody asks what this is


class Library:
    """Essays by name. Immutable once built; threads may ask it together."""

    def __init__(
        self,
        essays: Mapping[str, Essay],
        answerer_of: Callable[[str], Answerer],
        cataloging: MakesCatalogs | None = None,
        archived: Archived | None = None,
    ) -> None:
        """Shelve the essays.

        Args:
            essays: at least one, by the names they go by here.
            answerer_of: gives an essay ready to be asked, by its name; whether it is kept is the caller's business. One
                question may ask `MOST_ASKED` essays.
            cataloging: makes what tells which essays to ask; only where there are several, and they are first asked.
            archived: what is known of essays that are opened one at a time, as they are asked for by name.
        """
        self.essays: Mapping[str, Essay] = essays if archived else dict(essays)
        self._cataloging = cataloging or Cataloging()
        self.archived = archived
        """Where the essays are an archive's: all of them must not be opened."""
        self.answerer_of = answerer_of
        """Gives an essay ready to be asked, by its name."""

    def changed(
        self,
        essays: Mapping[str, Essay],
        answerer_of: Callable[[str], Answerer],
        make_engines: MakeEngines | None = None,
    ) -> "Library":
        """A library of these essays, which shares with this one what it knows of those whose text is the same.

        It is searched by engines of its own, if any are named.
        """
        return Library(essays, answerer_of, self._cataloging.following(make_engines))

    def named(self, wanted: str) -> str:
        """The name of the essay that is meant: by its name or title, or by a part that only one of them has.

        Raises:
            UnknownEssayError: none is, or more than one; the message says what there is.
        """
        return self.names.find(wanted)

    def cited(self, citation: Citation) -> str:
        """The name of the essay that a citation in an answer points into."""
        return next(name for name, title in self.titles.items() if title == citation.essay)

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

        With an essay's name only that one is asked, with a section of it only its paragraphs. Without, a question that
        leans on the talk before leans on the essay which that is in.

        Raises:
            QuestionError: the question is longer than a question can be.
        """
        if essay is None and len(self.essays) == 1:
            [essay] = self.essays
        if essay is not None:
            return self._ask_one(essay, question, before, now, limit, section)
        reply = small_talk_reply(checked(question), self._called)
        if not reply:
            return self._ask_all(question, before, now, limit)
        return Answer(
            question=question,
            verdict=Verdict.NOT_IN_ESSAY,
            reply=reply,
            suggestions=self.suggestions(),
            essays_asked=len(self.essays),
        ), before

    def find(self, question: str, before: Conversation, now: float, limit: int) -> Merged:
        """Rank the paragraphs of all essays and judge whether the first one answers."""
        home = self._home(before)
        look = self._catalog.look(question, home)
        found = {
            name: self.answerer_of(name).find(question, before if name == home else Conversation(), now, limit)
            for name in _to_ask(look.glimpses, home)
        }
        return merge(found, look, limit)

    def suggestions(self, essay: str | None = None) -> tuple[str, ...]:
        """Questions that this essay answers, or one each of several."""
        if essay is None and len(self.essays) > 1:
            return self._suggestions_of(self.essays)
        return self.answerer_of(essay or next(iter(self.essays))).suggestions

    def _ask_one(
        self, name: str, question: str, before: Conversation, now: float, limit: int, section: Section | None
    ) -> tuple[Answer, Conversation]:
        talk = before.within(self.listing[name].fingerprint)
        answer, after = self.answerer_of(name).ask(question, talk, now, limit, section)
        if after is talk:  # nothing was asked
            return answer, before
        return answer.model_copy(
            update={
                "quotes": self._cited((name, quote) for quote in answer.quotes),
                "nearest": self._cited((name, quote) for quote in answer.nearest),
            }
        ), self._in(name, after)

    def _ask_all(self, question: str, before: Conversation, now: float, limit: int) -> tuple[Answer, Conversation]:
        merged = self.find(question, before, now, limit)
        answered = merged.judgement.verdict is Verdict.ANSWERED
        answer = Answer(
            question=question,
            verdict=merged.judgement.verdict,
            quotes=self._cited(merged.passages) if answered else (),
            nearest=() if answered else self._cited(merged.near),
            confidence=merged.judgement.confidence,
            by_meaning_alone=merged.judgement.by_meaning_alone,
            unknown=self._unknown(merged.found.values()),
            suggestions=() if answered else self._suggestions_of(merged.names),
            essays_asked=len(self.essays),
        )
        return answer, self._goes_on(before, merged, answered=answered)

    @cached_property
    def listing(self) -> Mapping[str, Listed]:
        """By name, what can be said of each essay without opening it."""
        return self.archived.listing if self.archived else listed(self.essays)

    @cached_property
    def titles(self) -> Mapping[str, str]:
        """What each essay is called in citations: its title, and where several have it the name behind it."""
        return self.archived.titles if self.archived else told_apart(self.essays)

    @cached_property
    def names(self) -> Names:
        """Finds essays by what people type."""
        return Names(self.listing, self.titles)

    @cached_property
    def _by_fingerprint(self) -> Mapping[str, str]:
        return {one.fingerprint: name for name, one in self.listing.items()}

    @cached_property
    def _catalog(self) -> Catalog:
        return self._cataloging.catalog(self.essays, self.listing)

    @cached_property
    def _called(self) -> str:
        named = ", ".join(essay.called for essay in islice(self.listing.values(), NAMED_IN_PASSING))
        rest = len(self.essays) - NAMED_IN_PASSING
        return f"a library of {len(self.essays)} essays: {named}" + (f" and {rest} more" if rest else "")

    def _home(self, before: Conversation) -> str | None:
        """The essay that the talk is in, if it is here as it was then."""
        return self._by_fingerprint.get(before.essay) if before.essay else None

    def _goes_on(self, before: Conversation, merged: Merged, *, answered: bool) -> Conversation:
        """Where the talk is then; a refused question leaves it where it is."""
        home = self._home(before)
        if not merged.names or not (answered or home in (None, merged.names[0])):
            return before
        return self._in(merged.names[0], merged.found[merged.names[0]].conversation)

    def _in(self, name: str, talk: Conversation) -> Conversation:
        return talk._replace(essay=self.listing[name].fingerprint)

    def _unknown(self, asked: Iterable[Finding]) -> tuple[str, ...]:
        """The words that none of those asked knows, nor any other."""
        by_essay = [finding.unknown for finding in asked]
        everywhere = (word for word in by_essay[0] if all(word in unknown for unknown in by_essay))
        return tuple(word for word in everywhere if not self._catalog.holds(word))

    def _suggestions_of(self, names: Iterable[str]) -> tuple[str, ...]:
        """One of each of the first essays that have any; few are looked at, as theirs may have to be made."""
        each = (self.answerer_of(name).suggestions[:1] for name in islice(names, MOST_ASKED))
        return tuple(islice((question for one in each for question in one), SUGGESTIONS))

    def _cited(self, quotes: Iterable[tuple[str, Quote]]) -> tuple[Quote, ...]:
        """The quotes, each with the title that its essay has here."""
        return tuple(
            quote
            if quote.citation.essay == self.titles[name]
            else quote.model_copy(update={"citation": quote.citation.model_copy(update={"essay": self.titles[name]})})
            for name, quote in quotes
        )


def _to_ask(glimpses: Mapping[str, Glimpse], home: str | None) -> list[str]:
    """The essays that may answer; among them the one that the talk is in."""
    best = list(glimpses)[:MOST_ASKED]
    enough = PROMISING * glimpses[best[0]].promise
    asked = [name for name in best if glimpses[name].promise >= enough]
    return [*asked, home] if home and home not in asked else asked
