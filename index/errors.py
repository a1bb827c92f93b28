"""What can go wrong on the essay's side. Each message is one sentence: what is wrong, and what to do about it.

QuothError
├── EssayError             the essay's file can't be read as an essay
│   └── NotNowError        it can't be read as things are now
├── UnknownEssayError      no essay of a library goes by a name
├── UnknownReferenceError  a reference points at nothing in the essay
├── QuestionError          the question can't be asked as it stands
└── ArchiveError           the index of a folder is missing, damaged, or can't be written
"""

__all__ = [
    "ArchiveError",
    "EssayError",
    "NotNowError",
    "QuestionError",
    "QuothError",
    "UnknownEssayError",
    "UnknownReferenceError",
]


class QuothError(Exception):
    """Something the user can mend; its text is shown to them as it is."""


class EssayError(QuothError):
    """The essay's file is missing, unreadable, or holds no essay."""


class NotNowError(EssayError):
    """The file may hold an essay all the same: it can't be opened, takes too long, or what reads it is missing."""


class UnknownReferenceError(QuothError):
    """A reference such as "¶99" points at nothing in the essay."""


class QuestionError(QuothError):
    """A question that is too long to be one."""


class UnknownEssayError(QuothError):
    """No essay of a library goes by this name, or more than one."""


class ArchiveError(QuothError):
    """The index of a folder is missing, damaged or another version's, or it can't be written."""
