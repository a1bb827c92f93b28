"""How good the answers are, measured on labelled questions."""

from index.evaluation.labelled import LabelledQuestion, read_essays, read_questions
from index.evaluation.measures import Estimate, Measures, compare, measure
from index.evaluation.running import OFF_TOPIC, Answerers, Outcome, off_topic, run

__all__ = [
    "OFF_TOPIC",
    "Answerers",
    "Estimate",
    "LabelledQuestion",
    "Measures",
    "Outcome",
    "compare",
    "measure",
    "off_topic",
    "read_essays",
    "read_questions",
    "run",
]
