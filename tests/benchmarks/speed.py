"""How fast it is, as ratios to a peer measured in the same run.

Run it with `python tests/benchmarks/speed.py`:

start  a cold `quoth ask` by words, against starting Python with numpy and pydantic
model  the same with meaning, if its model is installed
warm   a question on the shipped essay, against the bare call of rank_bm25 on the same paragraphs
forty  the same on an essay of forty paragraphs
"""

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from rank_bm25 import BM25Okapi

from index import Answerer, Essay, shipped_essay
from index.reading import parse_essay

ROUNDS = 15
QUESTIONS = [
    "What are Azerbaijan's preconditions for signing?",
    "Where did the direct talks take place?",
    "zangezur",
    "Which countries have competing interests in the South Caucasus?",
    "What should the Armenian government do about Russia's demands?",
    "How do I bake sourdough bread?",
]
REPEATS = 50


def seconds(work: Callable[[], object]) -> float:
    """Wall time of one call."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def ratio(ours: Callable[[], object], peer: Callable[[], object]) -> tuple[float, float, float]:
    """Median seconds of ours and of the peer, taken in turn, and the median of their ratios."""
    ours(), peer()  # the first of each warms the caches of disk and processor
    pairs = [(seconds(ours), seconds(peer)) for _ in range(ROUNDS)]
    return median(a for a, _ in pairs), median(b for _, b in pairs), median(a / b for a, b in pairs)


def run(*command: str) -> Callable[[], object]:
    """A call of a whole command."""
    return lambda: subprocess.run(command, capture_output=True, check=False)


def main() -> None:
    """Print the ratios."""
    print_cold("start", "--without", "meaning")
    print_cold("model")
    print_warm("warm", shipped_essay())
    print_warm("forty", of_forty_paragraphs(shipped_essay()))


def print_cold(name: str, *options: str) -> None:
    """Print what a whole command takes."""
    command = str(Path(sys.executable).with_name("quoth"))
    ours, peer, times = ratio(
        run(command, "ask", QUESTIONS[0], *options), run(sys.executable, "-c", "import numpy, pydantic")
    )
    print(f"{name:6} {ours * 1e3:7.1f} ms   numpy, pydantic     {peer * 1e3:7.1f} ms   ratio {times:.2f}")


def print_warm(name: str, essay: Essay) -> None:
    """Print what a question takes once the essay is indexed."""
    answerer = Answerer(essay)
    bare = BM25Okapi([paragraph.text.lower().split() for paragraph in essay.paragraphs])
    ours, peer, times = ratio(
        lambda: [answerer.answer(question) for question in QUESTIONS * REPEATS],
        lambda: [bare.get_scores(question.lower().split()) for question in QUESTIONS * REPEATS],
    )
    scale = 1e6 / (len(QUESTIONS) * REPEATS)
    print(f"{name:6} {ours * scale:7.1f} µs   bare rank_bm25      {peer * scale:7.1f} µs   ratio {times:.2f}")


def of_forty_paragraphs(essay: Essay) -> Essay:
    """An essay of forty paragraphs, each half of one and half of another of this essay's."""
    texts = [paragraph.text for paragraph in essay.paragraphs]
    mixed = (texts[n % 15][:400] + " " + texts[(n * 7 + n // 15) % 15][-400:] for n in range(40))
    return parse_essay("\n\n".join(mixed), Path("forty.md"))


if __name__ == "__main__":
    main()
