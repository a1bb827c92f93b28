"""What can go wrong on the essay's side. Each message is one sentence: what is wrong, and what to do about it.

QuothError
├── EssayError             the essay's file can't be read as an essay
├── UnknownEssayError      no essay of a library goes by a name
├── UnknownReferenceError  a reference points at nothing in the essay
└── QuestionError          the question can't be asked as it stands
"""

__all__ = ["EssayError", "QuestionError", "QuothError", "UnknownEssayError", "UnknownReferenceError"]


class QuothError(Exception):
    """Something the user can mend; its text is shown to them as it is."""


class EssayError(QuothError):
    """The essay's file is missing, unreadable, or holds no essay."""


class UnknownReferenceError(QuothError):
    """A reference such as "¶99" points at nothing in the essay."""


class QuestionError(QuothError):
    """A question that is too long to be one."""


class UnknownEssayError(QuothError):
    """No essay of a library goes by this name, or more than one."""
