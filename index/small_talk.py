"""Small talk and questions about the bot: closed phrases, matched whole, so that no real question is ever caught.

Questions about the bot are English, as its replies are; a greeting and thanks are known in other languages too.
"""

import re
from enum import StrEnum

__all__ = ["SmallTalk", "small_talk_reply"]

_WHAT_QUOTH_DOES = (
    "Ask about the essay, in your own words: the answer is quoted from it, with its section and paragraph, "
    "or you are told that the essay does not say."
)


class SmallTalk(StrEnum):
    """What was said; the value is the reply."""

    GREETING = f"Hello. {_WHAT_QUOTH_DOES}"
    THANKS = "You are welcome. Ask on."
    FAREWELL = "Goodbye."
    ABOUT_THE_BOT = f"This is Quoth, a bot. {_WHAT_QUOTH_DOES}"
    ABOUT_THE_ESSAY = "This is {essay}."


_GREETING = """
    hi hello hey hiya howdy yo greetings morning evening afternoon sup hola helo hallo
    bonjour bonsoir salut coucou moin servus buenas ciao buongiorno olá merhaba selam привет
    здравствуй здравствуйте բարեւ
"""
# Said in small talk, but words of many a text too: never small talk alone ("night" may be a question to a story).
_NOT_ALONE = frozenset("morning evening afternoon night later work job answer bot welcome".split())
_THANKS = """
    thanks thank thx thnx thanx tnx ty tysm cheers great nice cool good perfect awesome excellent brilliant wonderful
    amazing lovely ok okay k kk yes yep yeah no nope sure fine right wow lol haha hahaha sorry helpful interesting
    understood alright appreciated welcome youre job work bot answer
    merci danke dank gracias grazie obrigado obrigada teşekkürler teşekkür sağol спасибо благодарю շնորհակալություն
"""
_FAREWELL = "bye goodbye cya farewell goodnight night later tschüss adiós adios arrivederci tchau hoşçakal"
# Said beside any of these, meaning nothing of its own.
_FILLER = """
    a an the and so very much lot many all everyone everybody there you u ya your for me my to it is its that thats
    this then again see was really just too i im am please quoth dear friend folks guys oh well day one
    beaucoup bien vielen schön muchas mille molte muito çok ederim большое вам
"""

_SOCIAL: dict[str, SmallTalk] = {
    **dict.fromkeys(_FAREWELL.split(), SmallTalk.FAREWELL),
    **dict.fromkeys(_THANKS.split(), SmallTalk.THANKS),
    **dict.fromkeys(_GREETING.split(), SmallTalk.GREETING),
}
_FILLERS = frozenset(_FILLER.split())
# "good morning" greets and "good night" takes leave, whatever "good" says alone.
_PRECEDENCE = (SmallTalk.FAREWELL, SmallTalk.GREETING, SmallTalk.THANKS)

_BOT = r"(?:you|u|this|this\ bot|this\ thing|the\ bot|quoth)"
_ABOUT_THE_BOT = rf"""(?:(?:hi|hello|hey|ok|okay|so|and|but|please|quoth)\ )*(?:
      (?:who|what)\ (?:exactly\ )?(?:are|r)\ (?:you|u)
    | who\ (?:is|s)\ (?:this|quoth) | what\ (?:is|s)\ (?:quoth|this\ bot|this\ thing)
    | (?:whats|what\ is|what\ s)\ your\ (?:name|job|purpose) | do\ you\ have\ a\ name
    | who\ (?:made|built|created|wrote|programmed|runs|owns)\ (?:you|this\ bot|the\ bot|quoth)
    | what\ (?:can|do|could|will)\ {_BOT}\ do(?:\ for\ me)? | what\ does\ (?:this|this\ bot|the\ bot|quoth)\ do
    | what\ (?:can|could|should|may)\ i\ (?:ask|say)(?:\ (?:you|here|about))?
    | how\ (?:do|does|did)\ {_BOT}\ work | how\ (?:do|can|should|would)\ i\ use\ {_BOT}
    | (?:are|r)\ (?:you|u)\ (?:an?\ )?(?:bot|robot|human|person|real\ person|ai|machine|program|chatgpt|llm)
    | (?:are|r)\ (?:you|u)\ (?:real|alive|there|ok|okay)
    | is\ (?:this|quoth)\ (?:an?\ )?(?:bot|robot|ai) | is\ (?:anyone|anybody)\ there
    | see\ (?:you|ya|u)(?:\ (?:later|soon|around))?
    | how\ (?:are|r)\ (?:you|u)(?:\ (?:doing|today))* | hows\ it\ going | how\ is\ it\ going
    | whats\ up | what\ is\ up | what\ s\ up
    | (?:can|could|will)\ you\ help(?:\ me)? | help(?:\ me)?
    )(?:\ (?:please|then|exactly|today))*"""
_THE_ESSAY = r"(?:this|it|(?:this|the)\ (?:essay|text|article|piece))"
_ABOUT_THE_ESSAY = rf"""
      who\ (?:is|s)\ the\ (?:author|writer)(?:\ of\ {_THE_ESSAY})?
    | whos\ the\ (?:author|writer) | who\ wrote\ {_THE_ESSAY}
    | (?:what\ is|whats|what\ s)\ (?:{_THE_ESSAY}\ (?:about|called)|the\ title(?:\ of\ {_THE_ESSAY})?)
    | (?:what|which)\ (?:essay|text|article)\ is\ this
    """
# Each of the phrases above has one of these words.
_IN_EVERY_SUCH_PHRASE = frozenset(
    "you u ya your i bot quoth this thing it there up going help author writer wrote title essay text article".split()
)
_APOSTROPHES = re.compile("['’‘`´]")
_NOT_WORDS = re.compile(r"[\W_]+")
_DRAWN_OUT = re.compile(r"(.)\1{2,}")  # "heyyyy", "thanksss"
LONGEST_SMALL_TALK = 12  # words: whoever writes more has something to ask


def small_talk_reply(message: str, essay: str) -> str | None:
    """A fixed reply to small talk, to a question about the bot or the essay as a thing, or to nothing at all.

    `essay` is its title and author. None for what may be a question about the essay's subject.
    """
    kind = _small_talk(message)
    return kind.value.format(essay=essay) if kind else None


def _small_talk(message: str) -> SmallTalk | None:
    text = _APOSTROPHES.sub("", message.casefold())
    words = _DRAWN_OUT.sub(r"\1", _NOT_WORDS.sub(" ", text).strip())
    if not words:
        return SmallTalk.GREETING  # an emoji, "???": the greeting says what can be asked
    if not _IN_EVERY_SUCH_PHRASE.isdisjoint(words.split()):  # few questions pay for compiling the patterns
        if re.fullmatch(_ABOUT_THE_BOT, words, re.VERBOSE):
            return SmallTalk.ABOUT_THE_BOT
        if re.fullmatch(_ABOUT_THE_ESSAY, words, re.VERBOSE):
            return SmallTalk.ABOUT_THE_ESSAY
    return _pleasantry(words.split(), is_question="?" in message)


def _pleasantry(words: list[str], is_question: bool) -> SmallTalk | None:
    """Social words and fillers alone; with a question mark only greetings pass ("is that right?" is a follow-up)."""
    if len(words) > LONGEST_SMALL_TALK or not all(word in _SOCIAL or word in _FILLERS for word in words):
        return None
    if all(word in _NOT_ALONE or word in _FILLERS for word in words):
        return None
    said = {_SOCIAL[word] for word in words if word in _SOCIAL}
    kind = next((kind for kind in _PRECEDENCE if kind in said), None)
    return None if is_question and kind is not SmallTalk.GREETING else kind
