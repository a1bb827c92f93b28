"""The essay that ships with Quoth. It is its author's; its `credit` says so.

It is kept as reading made it of the file the user gave, so that asking it waits for no parser.
"""

from pathlib import Path

from index.essay import Essay

__all__ = ["SHIPPED_ESSAY", "SHIPPED_QUESTIONS", "shipped_essay"]

SHIPPED_ESSAY = Path(__file__).with_name("us-russia-talks.json")
SHIPPED_QUESTIONS = SHIPPED_ESSAY.with_suffix(".questions.jsonl")  # labelled, for measuring


def shipped_essay() -> Essay:
    """The shipped essay, loaded anew."""
    return Essay.model_validate_json(SHIPPED_ESSAY.read_bytes())
