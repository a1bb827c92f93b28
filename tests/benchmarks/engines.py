"""Whether the engines rank alike: all essays of labelled sets as one library, asked by each of them.

Run it with `python -m tests.benchmarks.engines FOLDER`, where the folder holds NAME.essays.jsonl and
NAME.questions.jsonl (the format of `quoth evaluate`). Of each engine: how often the right paragraph comes first, in
percent; of how many questions another one comes first than by rank-bm25; milliseconds of wall time a question. Milvus
is a file of its own, in a folder that is deleted again, or what MILVUS_URI names.
"""

import argparse
import os
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.engines import EngineName, Search
from index import Essay, Library
from index.cataloging import Cataloging
from index.conversation import Conversation
from index.evaluation import Answerers, LabelledQuestion, read_essays, read_questions

ENGINES: tuple[EngineName, ...] = ("rank_bm25", "bm25s", "milvus")

First = tuple[str, int] | None
"""The essay and the number of the paragraph that comes first, if any does."""


def main() -> None:
    """Print a line for each engine."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sets", nargs="+", default=["squad", "covidqa", "fairytale", "policyqa", "coqa", "squad2"])
    parser.add_argument("--every", type=int, default=1, help="ask every n-th question")
    options = parser.parse_args()
    essays: dict[str, Essay] = {}
    questions: list[LabelledQuestion] = []
    for name in options.sets:
        own = read_essays(options.folder / f"{name}.essays.jsonl")
        essays |= {f"{name}/{essay}": one for essay, one in own.items()}
        questions += [
            question.model_copy(update={"essay": f"{name}/{question.essay}"})
            for question in read_questions(options.folder / f"{name}.questions.jsonl")
            if question.gold
        ]
    with TemporaryDirectory() as folder:
        uri = os.environ.get("MILVUS_URI", f"{folder}/engines.db")
        _compare(essays, questions[:: options.every], uri)


def _compare(essays: Mapping[str, Essay], questions: Sequence[LabelledQuestion], uri: str) -> None:
    answerers = Answerers(essays)
    paragraphs = sum(len(essay.paragraphs) for essay in essays.values())
    print(f"{len(essays)} essays, {paragraphs:,} paragraphs, {len(questions):,} questions")
    reference: list[First] = []
    for engine in ENGINES:
        library = Library(essays, answerers.__getitem__, Cataloging(Search(engine, uri).in_memory))
        library.find(questions[0].question, Conversation(), 0.0, 1)
        started = time.perf_counter()
        firsts = [_first(library, question) for question in questions]
        seconds = time.perf_counter() - started
        reference = reference or firsts
        right = sum(_is_right(first, question) for first, question in zip(firsts, questions, strict=True))
        others = sum(first != other for first, other in zip(firsts, reference, strict=True))
        print(
            f"{engine:10}{100 * right / len(questions):8.2f} % right ({right}){others:6} others"
            f"{1e3 * seconds / len(questions):8.2f} ms",
            flush=True,
        )


def _first(library: Library, question: LabelledQuestion) -> First:
    passages = library.find(question.question, Conversation(), 0.0, 1).passages
    return (passages[0][0], passages[0][1].citation.paragraph) if passages else None


def _is_right(first: First, question: LabelledQuestion) -> bool:
    return first is not None and first[0] == question.essay and first[1] in question.gold


if __name__ == "__main__":
    main()
