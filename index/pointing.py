"""Words by which a question points back at what was said before it, in the languages for which they are known.

Left out is what points at nothing as often as not: French "il" and "elle", which repeat a subject ("l'eau était-elle"),
German "es" ("gibt es").
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache

from index.languages import Language
from index.terms import Token

__all__ = ["points_back"]

# What a question begins with that goes on from another.
OPENERS: Mapping[str, str] = {
    "de": "und aber oder dann auch sonst",
    "en": "and but so or then also what_about how_about what_else who_else where_else why_not any anything anyone",
    "es": "y e pero o entonces también además",
    "fr": "et mais donc alors puis aussi",
    "it": "e ed ma o allora poi anche",
    "pt": "e mas ou então também depois",
    "ru": "а и но или тогда также потом",
    "tr": "ve ama peki ya veya sonra ayrıca",
}

# What stands for something that was named before.
POINTING: Mapping[str, str] = {
    "de": """
        er ihn ihm sie ihr ihre ihrem ihren ihrer ihres seine seinem seinen seiner seines dieser diese dieses diesem
        diesen davon damit dafür dazu daran deren dessen
        """,
    "en": "he him his himself she her hers herself it its itself they them their theirs this these those else",
    "es": "él ella ellos ellas su sus eso ese esa esos esas esto este esta estos estas",
    "fr": "lui eux leur leurs son sa ses celui celle ceux celles cela ça",
    "it": "lui lei loro egli essa esso suo sua suoi sue questo questa questi queste quello quella ciò",
    "pt": "ele ela eles elas dele dela deles delas nele nela seu sua seus suas isso isto esse essa este esta",
    "ru": """
        он она оно они его её ее их ему ей им него неё нее них нему ней ним ними нём это этот эта эти этого этой
        этом этих
        """,
    "tr": "o onu ona onun onda ondan onlar onları onların bu bunu bunun bunlar şu",
}


def points_back(question: str, tokens: Iterable[Token], language: Language) -> bool:
    """Whether a question begins as one that goes on from another, or holds a word that stands for what was named."""
    opener, pointing = _known(language.code)
    return bool(opener and opener.match(question)) or any(token.shown in pointing for token in tokens)


@cache
def _known(code: str) -> tuple["re.Pattern[str] | None", frozenset[str]]:
    openers = "|".join(OPENERS.get(code, "").split()).replace("_", " ")
    opener = re.compile(rf"\W*(?:{openers})\b", re.IGNORECASE) if openers else None
    return opener, frozenset(POINTING.get(code, "").split())
