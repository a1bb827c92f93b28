"""English words that carry grammar rather than meaning: questions are asked with them, not about them.

"us" is missing on purpose: in folded text it is as often the country as the pronoun.
"""

__all__ = ["ENGLISH_STOP_WORDS"]

_ARTICLES_AND_DETERMINERS = """
a an the this that these those such same each every either neither any some all both few many much more most
other others another own several no none
"""

_PRONOUNS = """
i me my mine myself we our ours ourselves you your yours yourself yourselves he him his himself she her hers herself
it its itself they them their theirs themselves one ones someone somebody something anyone anybody anything
everyone everybody everything nobody nothing
"""

_QUESTION_WORDS = """
who whom whose which what when where why how whether whatever whichever whoever whenever wherever
"""

_VERBS_OF_GRAMMAR = """
am is are was were be been being do does did doing done have has had having
can could may might must shall should will would ought cannot
ain aren isn wasn weren don doesn didn haven hasn hadn couldn mightn mustn shan shouldn won wouldn needn
let lets
"""

_PREPOSITIONS_AND_CONJUNCTIONS = """
of in on at by for with about against between among into through during before after above below to from up down out
off over under within without upon toward towards onto per via as than and or but nor if then else so because while
until unless although though
"""

_ADVERBS_OF_GRAMMAR = """
not only just very too also there here now again once ever even still yet quite rather really perhaps however
"""

# What is said to a person who answers: "please tell me about", "thanks", "can you explain".
_ADDRESS = "please tell thanks thank hello hi hey ok okay"

_CONTRACTIONS = """
ain't aren't can't couldn't didn't doesn't don't hadn't hasn't haven't he'd he'll he's how's i'd i'll i'm i've isn't
it'd it'll it's let's mightn't mustn't needn't shan't she'd she'll she's shouldn't that'd that'll that's there's
they'd they'll they're they've wasn't we'd we'll we're we've weren't what'd what'll what're what's when's where's
who'd who'll who're who's who've why's won't wouldn't you'd you'll you're you've
arent cant couldnt didnt doesnt dont hadnt hasnt havent isnt mustnt shouldnt wasnt werent whats wheres whos wont wouldnt
"""

ENGLISH_STOP_WORDS: frozenset[str] = frozenset(
    " ".join(
        (
            _ARTICLES_AND_DETERMINERS,
            _PRONOUNS,
            _QUESTION_WORDS,
            _VERBS_OF_GRAMMAR,
            _PREPOSITIONS_AND_CONJUNCTIONS,
            _ADVERBS_OF_GRAMMAR,
            _ADDRESS,
            _CONTRACTIONS,
        )
    ).split()
)
