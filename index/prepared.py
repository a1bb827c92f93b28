"""An essay made ready to be asked, as bytes: it takes a millisecond a paragraph to make, and half of one to open.

The bytes are a little JSON - what the essay is called, how it is divided, what else it calls its words - and behind it
arrays: its text, its words, and what its ranking is made of. Nothing is unpacked before it is needed.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import accumulate, pairwise
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray
from pydantic_core import from_json

from index.answering import Answerer
from index.engines.prepared import PreparedEngine
from index.engines.rank_bm25 import RankBM25Engine
from index.essay import Citation, Essay, Paragraph, Section, Sentence
from index.indexed import IndexedEssay
from index.keys import Keys, numbers
from index.languages import language_of
from index.passages import AnalyzedSentence, Passage, analyze
from index.postings import Numbers, Table, narrow
from index.ranking import Evidence
from index.terms import analyzer_for
from index.vocabulary import Alternative, GlossaryEntry, Known, Lexicon, Reason, Vocabulary
from index.vocabulary.synonyms import Phrase

__all__ = ["FORM", "Prepared", "prepare"]

FORM = 1  # of the bytes: another number has all essays prepared anew
HEAD = 8  # bytes: how long the JSON is
ALIGNED = 8  # bytes: where an array may begin
WORDS = "words"  # the table of paragraphs that the engine ranks by
BETWEEN = "\n"  # words; none has one
BEYOND_UNICODE = "surrogatepass"  # a text may hold halves of what should be pairs


def prepare(essay: Essay, glossary: Iterable[GlossaryEntry] = ()) -> bytes:
    """Make an essay ready to be asked."""
    indexed = IndexedEssay(essay, glossary, (), RankBM25Engine)
    passages, lexicon, evidence = indexed.passages, indexed.lexicon, indexed.evidence
    terms_of = Vocabulary(lexicon, analyzer_for(language_of(essay.language))).terms
    words = Table.of(numbers(terms_of(passage.tokens)) for passage in passages)
    contents = [[token.term for token in passage.tokens if not token.is_stop_word] for passage in passages]
    places = {term: place for place, term in enumerate(lexicon.written)}
    arrays = {
        **_text_arrays(essay),
        **_lexicon_arrays(lexicon),
        "terms": _joined(evidence.terms),
        "first": evidence.first,
        "said": evidence.said,
        "ends": evidence.ends,
        "contents": narrow(np.array([places[term] for content in contents for term in content], np.intp)),
        "contents end": narrow(np.cumsum([0, *map(len, contents)])),
        **_flat({WORDS: words, **evidence.tables}),
    }
    suggestions = Answerer(indexed).suggestions
    return _packed({**_about(essay), "suggestions": suggestions, "lexicon": _plain(lexicon)}, arrays)


class Prepared:
    """An essay that was prepared."""

    def __init__(self, data: bytes | memoryview) -> None:
        self._data = memoryview(data)
        self._end = HEAD + int.from_bytes(self._data[:HEAD])
        self._facts = from_json(bytes(self._data[HEAD : self._end]))

    @property
    def language(self) -> str:
        """By ISO 639-1."""
        return str(self._facts["essay"]["language"])

    @property
    def fingerprint(self) -> str:
        """The essay's."""
        return str(self._facts["fingerprint"])

    @property
    def suggestions(self) -> list[str]:
        """Questions that the essay answers."""
        return list(self._facts["suggestions"])

    @cached_property
    def essay(self) -> Essay:
        """The essay itself, whole."""
        position = iter(range(len(self._arrays["text ends"]) - 1))
        sections = tuple(
            Section(
                number=number, heading=heading, paragraphs=tuple(self._paragraph(next(position)) for _ in range(count))
            )
            for number, heading, count in self._facts["sections"]
        )
        left_out = from_json(self._arrays["left out"].tobytes())
        return Essay.model_validate({**self._facts["essay"], **left_out, "sections": sections})

    def text(self, position: int) -> str:
        """The text of the paragraph at a position, from 0."""
        start, end = self._arrays["text ends"][position : position + 2].tolist()
        return self._arrays["text"][start:end].tobytes().decode(errors=BEYOND_UNICODE)

    def sentences(self, position: int) -> list[AnalyzedSentence]:
        """Its sentences."""
        text = self.text(position)
        return [AnalyzedSentence(text, start, end) for start, end in self._edges(position)]

    def cite(self, position: int) -> Citation:
        """Where the paragraph at a position stands."""
        begins = accumulate((count for _, _, count in self._facts["sections"]), initial=0)
        number, heading, _ = next(
            section for section, end in zip(self._facts["sections"], list(begins)[1:], strict=True) if position < end
        )
        pages = self._facts["pages"]
        return Citation(
            essay=self._facts["essay"]["title"],
            section_number=number,
            section=heading,
            paragraph=position + 1,
            page=pages[position] if pages else None,
        )

    @cached_property
    def lexicon(self) -> Lexicon:
        """Its words."""
        facts = self._facts["lexicon"]
        written = dict(zip(self._texts("written terms"), self._texts("written words"), strict=True))
        known = Known(
            _Found(facts["found"]), facts["initials"], {}, facts["shown"], frozenset(facts["phrases"]), facts["longest"]
        )
        return Lexicon(
            frozenset(facts["small"]), written, _Words(self.words_and_terms), frozenset(facts["in_capitals"]), known
        )

    @cached_property
    def evidence(self) -> Evidence:
        """What its paragraphs are ranked by."""
        arrays = self._arrays
        kinds = dict.fromkeys(name.partition("/")[0] for name in arrays if "/" in name)
        tables = {kind: Table(*(cast("Keys", arrays[f"{kind}/{field}"]) for field in Table._fields)) for kind in kinds}
        return Evidence(arrays["first"], self._texts("terms"), arrays["said"], arrays["ends"], tables)

    @cached_property
    def engine(self) -> PreparedEngine:
        """What ranks its paragraphs by BM25."""
        return PreparedEngine(self.evidence.tables[WORDS])

    @cached_property
    def passages(self) -> list[Passage]:
        """Its paragraphs taken apart, which is not kept."""
        return analyze(self.essay.paragraphs, analyzer_for(language_of(self.language)))

    def words_and_terms(self) -> dict[str, str]:
        """By word, its term."""
        return dict(zip(self._texts("all words"), self._texts("all words' terms"), strict=True))

    def texts(self) -> Iterator[str]:
        """The text of each paragraph."""
        ends, text = self._arrays["text ends"].tolist(), self._arrays["text"]
        return (text[start:end].tobytes().decode(errors=BEYOND_UNICODE) for start, end in pairwise(ends))

    def contents(self) -> list[list[str]]:
        """The terms of each paragraph that carry meaning."""
        written = self._texts("written terms")
        ends, places = self._arrays["contents end"].tolist(), self._arrays["contents"].tolist()
        return [[written[place] for place in places[start:end]] for start, end in pairwise(ends)]

    def _paragraph(self, position: int) -> Paragraph:
        pages = self._facts["pages"]
        return Paragraph(
            number=position + 1,
            text=self.text(position),
            sentences=tuple(Sentence(start=start, end=end) for start, end in self._edges(position)),
            page=pages[position] if pages else None,
        )

    def _edges(self, position: int) -> list[tuple[int, int]]:
        first, last = self._arrays["first"][position : position + 2].tolist()
        edges = self._arrays["sentences"][2 * first : 2 * last].tolist()
        return list(zip(edges[::2], edges[1::2], strict=True))

    def _texts(self, name: str) -> list[str]:
        joined = self._arrays[name].tobytes().decode(errors=BEYOND_UNICODE)
        return joined.split(BETWEEN) if joined else []

    @cached_property
    def _arrays(self) -> Mapping[str, Numbers]:
        found: dict[str, Numbers] = {}
        place = _aligned(self._end)
        for name, dtype, count in self._facts["arrays"]:
            found[name] = np.frombuffer(self._data, dtype, count, place)
            place = _aligned(place + found[name].nbytes)
        return found


class _Words(Mapping[str, str]):
    """The words of an essay and their terms, put together when a question first needs them; most don't."""

    def __init__(self, put_together: Callable[[], Mapping[str, str]]) -> None:
        self._put_together = put_together

    @cached_property
    def _all(self) -> Mapping[str, str]:
        return self._put_together()

    def __getitem__(self, word: str) -> str:
        return self._all[word]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)


class _Found(Mapping[Phrase, Sequence[Alternative]]):
    """What may stand for phrases, by their terms with spaces between; a question looks at few of hundreds."""

    def __init__(self, plain: Mapping[str, Sequence[tuple[str, float, str | None]]]) -> None:
        self._plain = plain

    def __getitem__(self, phrase: Phrase) -> list[Alternative]:
        found = self._plain[" ".join(phrase)]
        return [Alternative(term, weight, Reason(reason) if reason else None) for term, weight, reason in found]

    def __iter__(self) -> Iterator[Phrase]:
        return (tuple(phrase.split(" ")) for phrase in self._plain)

    def __len__(self) -> int:
        return len(self._plain)


def _about(essay: Essay) -> dict[str, Any]:
    paragraphs = essay.paragraphs
    return {
        "essay": essay.model_dump(mode="json", exclude={"sections", "left_out"}),
        "fingerprint": essay.fingerprint,
        "sections": [(section.number, section.heading, len(section.paragraphs)) for section in essay.sections],
        "pages": [one.page for one in paragraphs] if any(one.page is not None for one in paragraphs) else None,
    }


def _text_arrays(essay: Essay) -> dict[str, NDArray[Any]]:
    texts = [paragraph.text.encode(errors=BEYOND_UNICODE) for paragraph in essay.paragraphs]
    edges = [edge for paragraph in essay.paragraphs for one in paragraph.sentences for edge in (one.start, one.end)]
    left_out = essay.model_dump_json(include={"left_out"})
    return {
        "text": np.frombuffer(b"".join(texts), np.uint8),
        "text ends": narrow(np.cumsum([0, *map(len, texts)])),
        "sentences": narrow(np.array(edges, np.intp)),
        "left out": np.frombuffer(left_out.encode(), np.uint8),
    }


def _lexicon_arrays(lexicon: Lexicon) -> dict[str, NDArray[Any]]:
    return {
        "written terms": _joined(lexicon.written),
        "written words": _joined(lexicon.written.values()),
        "all words": _joined(lexicon.words),
        "all words' terms": _joined(lexicon.words.values()),
    }


def _plain(lexicon: Lexicon) -> dict[str, Any]:
    known = lexicon.known
    return {
        "small": sorted(lexicon.small),
        "in_capitals": sorted(lexicon.in_capitals),
        "found": {" ".join(phrase): found for phrase, found in known.found.items()},
        "initials": known.initials,
        "shown": known.shown,
        "phrases": sorted(known.phrases),
        "longest": known.longest,
    }


def _joined(texts: Iterable[str]) -> NDArray[np.uint8]:
    return np.frombuffer(BETWEEN.join(texts).encode(errors=BEYOND_UNICODE), np.uint8)


def _flat(tables: Mapping[str, Table]) -> dict[str, Numbers]:
    return {
        f"{kind}/{field}": array
        for kind, table in tables.items()
        for field, array in zip(Table._fields, table, strict=True)
    }


def _packed(facts: Mapping[str, Any], arrays: Mapping[str, NDArray[Any]]) -> bytes:
    listed = [(name, array.dtype.str, len(array)) for name, array in arrays.items()]
    text = json.dumps({**facts, "arrays": listed}, ensure_ascii=False, separators=(",", ":"))
    head = text.encode(errors=BEYOND_UNICODE)
    parts = [len(head).to_bytes(HEAD) + head, *(array.tobytes() for array in arrays.values())]
    return b"".join(part + bytes(_aligned(len(part)) - len(part)) for part in parts)


def _aligned(length: int) -> int:
    return -(-length // ALIGNED) * ALIGNED
