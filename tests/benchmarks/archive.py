"""What an answer costs at each size, next to bare retrieval from the same index in the same run.

Run it with `python -m tests.benchmarks.archive FOLDER [PARAGRAPHS ...]`: for each number of paragraphs an archive is
written to the folder and indexed, unless it is there. Words are drawn by Zipf's law, twenty paragraphs an article.
The whole answer is analysis, engine, reordering, quoting; the peer is bm25s' own `retrieve`, of the best hundred, and
rank-bm25's `get_scores` where there are at most 10,000 paragraphs. Processor time, medians; memory at its highest.
"""

import argparse
import random
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np

from bot.archiving.indexing import index_folder
from bot.engines import BY_SIZE
from bot.library.archived import ArchiveLibrary
from index import Answerer
from index.archive import Archive, is_indexed
from index.archive.completing import stored_engines
from index.engines.rank_bm25 import RankBM25Engine
from index.prepared import Prepared
from index.statistics import marked
from index.terms import Analyzer

PARAGRAPHS = 20  # an article
WORDS = (20, 60)  # a paragraph
ZIPF = 1.07
VOCABULARY = 60_000
SYLLABLES = [a + b for a in "bcdfghklmnprstvz" for b in "aeiou"]
ASKED = 150
WORDS_ASKED = 6
BEST = 100
MOST_FOR_RANK_BM25 = 10_000
STARTS = 5
HEADING = (
    f"{'paragraphs':>11}{'answer ms':>11}{'look ms':>9}{'bm25s ms':>10}{'times':>7}{'rank-bm25':>11}"
    f"{'cold s':>8}{'one essay':>11}{'times':>7}{'peak MB':>9}"
)


def main() -> None:
    """Print a line for each size."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("paragraphs", type=int, nargs="*", default=[10_000, 100_000])
    options = parser.parse_args()
    _print_one_essay()
    print(HEADING)
    for count in options.paragraphs:
        folder = options.folder / str(count)
        if not is_indexed(folder):
            _write(folder, count)
            started = time.perf_counter()
            index_folder(folder)
            print(f"{count} paragraphs indexed in {time.perf_counter() - started:.0f} s", file=sys.stderr)
        _print(folder, count)


def _print_one_essay() -> None:
    """An article of twice as many paragraphs as the others, next to rank-bm25."""
    from index.reading import parse_essay

    chance = random.Random(1)
    vocabulary = _Vocabulary()
    essay = parse_essay(_article(vocabulary, 1, 2 * PARAGRAPHS), Path("article.md"))
    answerer = Answerer(essay)
    analyzer = Analyzer()
    engine = RankBM25Engine()
    passages = [analyzer.terms(paragraph.text) for paragraph in essay.paragraphs]
    engine.hold(["article"], lambda _: passages)
    questions = [_question(chance.choice(essay.paragraphs).text, chance) for _ in range(ASKED)]
    _milliseconds(answerer.answer, questions)  # once, so that words are known
    whole = _milliseconds(answerer.answer, questions)
    bare = _milliseconds(lambda question: engine._bm25.get_scores(analyzer.terms(question)), questions)
    print(
        f"one essay of {len(passages)} paragraphs: {whole:.2f} ms, rank-bm25 {bare:.2f} ms, more {whole - bare:.2f} ms"
    )


def _print(folder: Path, count: int) -> None:
    questions = _questions(folder)
    library = ArchiveLibrary(folder, BY_SIZE).library
    for question in questions:  # once, so that all is in memory that has room there
        library.answer(question)
    answer = _milliseconds(library.answer, questions)
    look = _milliseconds(library._catalog.look, questions)
    bare = _bare(folder, questions)
    rank = _rank_bm25(folder, questions) if count <= MOST_FOR_RANK_BM25 else None
    cold = _cold("--library", str(folder), questions[0])
    one = _cold("--without", "meaning", questions[0])
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_024
    print(
        f"{count:11,}{answer:11.2f}{look:9.2f}{bare:10.2f}{answer / bare:7.1f}"
        f"{'-' if rank is None else f'{rank:.1f}':>11}{cold:8.2f}{one:11.2f}{cold / one:7.1f}{peak:9.0f}",
        flush=True,
    )


def _bare(folder: Path, questions: Sequence[str]) -> float:
    """bm25s alone, which is given the numbers of its terms."""
    with Archive(folder) as archive:
        engine: Any = stored_engines(archive.folder).paragraphs
    retriever = engine._bm25
    retriever.vocab_dict = {"": 0}
    retriever.unique_token_ids_set = set(range(len(engine._terms)))
    analyzer = Analyzer()
    ids = {
        question: [
            number
            for token in analyzer.tokens(question)
            if not token.is_stop_word and (number := engine._id(marked("en", token.term))) is not None
        ]
        for question in questions
    }
    return _milliseconds(
        lambda question: retriever.retrieve([ids[question]], k=BEST, show_progress=False, n_threads=0), questions
    )


def _rank_bm25(folder: Path, questions: Sequence[str]) -> float:
    analyzer = Analyzer()
    with Archive(folder) as archive:
        contents = [terms for name in archive.listing for terms in Prepared(archive.prepared(name)).contents()]
    engine = RankBM25Engine()
    engine.hold(["all"], lambda _: contents)
    asked = {question: [token.term for token in analyzer.tokens(question)] for question in questions}
    return _milliseconds(lambda question: engine._bm25.get_scores(asked[question]), questions[:STARTS])


def _cold(*arguments: str) -> float:
    """The fastest of several starts of the program, in seconds."""
    command = [sys.executable, "-m", "bot", "ask", *arguments]
    times = []
    for _ in range(STARTS):
        started = time.perf_counter()
        subprocess.run(command, stdout=subprocess.DEVNULL, check=False)
        times.append(time.perf_counter() - started)
    return min(times)


def _milliseconds(ask: Callable[[str], object], questions: Sequence[str]) -> float:
    """Of processor time, the median of all questions."""
    times = []
    for question in questions:
        started = time.process_time_ns()
        ask(question)
        times.append(time.process_time_ns() - started)
    return median(times) / 1e6


def _questions(folder: Path) -> list[str]:
    chance = random.Random(2)
    with Archive(folder) as archive:
        names = list(archive.listing)
        texts = [list(Prepared(archive.prepared(chance.choice(names))).texts()) for _ in range(ASKED)]
    return [_question(chance.choice(paragraphs), chance) for paragraphs in texts]


def _question(text: str, chance: random.Random) -> str:
    words = sorted(set(text.lower().replace(".", "").split()))
    first, *others = chance.sample(words, min(WORDS_ASKED, len(words)))
    return f"What is the {first} of the {' '.join(others)}?"


class _Vocabulary:
    """Made-up words, and how likely each is."""

    def __init__(self) -> None:
        chance = random.Random(0)
        self.words = ["".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))) for _ in range(VOCABULARY)]
        worths = 1 / np.arange(1, VOCABULARY + 1) ** ZIPF
        self._up_to = np.cumsum(worths / worths.sum())

    def draw(self, generator: np.random.Generator, count: int) -> list[str]:
        """So many words."""
        places = np.minimum(self._up_to.searchsorted(generator.random(count)), VOCABULARY - 1)
        return [self.words[place] for place in places.tolist()]


def _write(folder: Path, count: int) -> None:
    vocabulary = _Vocabulary()
    for number in range(count // PARAGRAPHS):
        path = folder / f"{number // 1_000:03}" / f"{number:06}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_article(vocabulary, number, PARAGRAPHS), encoding="utf-8")


def _article(vocabulary: _Vocabulary, number: int, paragraphs: int) -> str:
    generator = np.random.default_rng(number)
    title = " ".join(vocabulary.draw(generator, 4))
    head = f"---\nlanguage: en\n---\n\n# {title} {number}"  # no language has these words
    return "\n\n".join([head, *_paragraphs(vocabulary, generator, paragraphs)])


def _paragraphs(vocabulary: _Vocabulary, generator: np.random.Generator, count: int) -> Iterator[str]:
    for _ in range(count):
        words = vocabulary.draw(generator, int(generator.integers(*WORDS)))
        half = len(words) // 2
        yield f"{' '.join(words[:half]).capitalize()}. {' '.join(words[half:]).capitalize()}."


if __name__ == "__main__":
    main()
