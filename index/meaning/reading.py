"""An essay's passages as the model reads them: what is kept is taken, the rest is read, and kept as reading goes on."""

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from index.essay import Paragraph
from index.meaning.embedder import Embedder
from index.meaning.keeping import digest, keep, kept
from index.meaning.states import PackedPassage, pack

__all__ = ["Watched", "read_passages"]

log = logging.getLogger(__name__)

KEPT_EVERY = 64  # paragraphs, some six seconds: what a crash can lose

Watched = Callable[[Sequence[Paragraph]], Iterable[Paragraph]]
"""Hands on what has to be read, one after the other, and may show how far it is."""


def read_passages(
    paragraphs: Sequence[Paragraph], embedder: Embedder, file: Path | None, watched: Watched
) -> list[PackedPassage]:
    """The passages, in order. Whoever breaks off the reading loses nothing of it.

    Args:
        paragraphs: the essay's.
        embedder: the model.
        file: where passages are kept; None keeps nothing.
        watched: is given the paragraphs that have to be read.

    Raises:
        MeaningError: something has to be read, and the model is damaged.
    """
    known = kept(file, embedder) if file else {}
    wanted = {digest(paragraph): paragraph for paragraph in paragraphs}
    passages = {made_of: known[made_of] for made_of in wanted if made_of in known}
    new = [paragraph for made_of, paragraph in wanted.items() if made_of not in known]
    if new:
        embedder.verify()
    try:
        for count, paragraph in enumerate(watched(new) if new else (), 1):
            passages[digest(paragraph)] = pack(paragraph, embedder)
            if count % KEPT_EVERY == 0:
                file = _keep(file, passages, embedder)
    finally:
        if passages.keys() != known.keys():
            _keep(file, passages, embedder)
    return [passages[digest(paragraph)] for paragraph in paragraphs]


def _keep(file: Path | None, passages: Mapping[bytes, PackedPassage], embedder: Embedder) -> Path | None:
    """The file, if it could be written: one that can't be is told once."""
    if file is None:
        return None
    try:
        keep(file, passages, embedder)
    except OSError as error:
        log.warning("%s can't be written (%s): the essay is read anew at each start.", file, error.strerror)
        return None
    return file
