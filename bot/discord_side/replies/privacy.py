"""What Quoth says of what it keeps: what is true in the place where somebody asks for it, and no more."""

from bot.discord_side.exchange import KEPT_FOR, MOST_KEPT
from bot.storage import GAPS_KEPT_FOR, LONGEST_GAP, MOST_GAPS
from index.conversation import FORGOTTEN_AFTER

__all__ = ["privacy"]

PRIVACY = """**What I keep of what you say: {on_disk}

In memory, cleared of what is over once a minute, and gone with every restart:
- Of your last question in a channel: which passages it led to, and the words by which they were found, so that a \
follow-up question is understood. For {minutes} minutes.
- Of the last {kept:,} questions in messages, and as many that I could not take: the same, with the numbers of \
question, answer, asker and channel, and a checksum of the text, so that I can follow when you edit or delete yours, \
or reply to mine. For {hours} hours.
- That you asked: for a minute, so that nobody asks too fast.
- The numbers of the latest commands, clicks and deleted messages, so that nothing is answered twice or too late.
- Single words that were asked, without who, when or beside which, so that each is looked up once.
- Counted, without who or what: questions answered and not, and feedback.

My log names channels and servers where something failed. It holds no text of a message.

Delete a question that I still remember, and my answer goes too, with what memory holds of both but single words and \
what a follow-up took over{stays}; 🗑️ takes the answer alone away. I read only what is addressed to me, and a message \
on which somebody calls **Find in the essay**. Whoever runs this bot could have changed it: ask them if in doubt."""

NOTHING = "nothing on any disk.** In a server that I was added to it can be more: `/privacy` says so there."
COUNTS = """counts on disk.** How often 👍 and 👎 were clicked in this server, and the reasons chosen; not who \
clicked, nor what was asked."""
GAPS = """questions I can't answer.** Whoever manages this server wants to see what its essays lack. So on disk are: \
such questions, up to {length} characters of each, with the essay that was asked, how often and when last; not who \
asked or where. Who manages this server and who runs me can read them, for {days} days after they were last asked, the \
latest {most}. Not kept: what you ask with `visibility: only me`, and **Find in the essay**.

Also on disk: how often 👍 and 👎 were clicked here, and the reasons chosen; not who clicked."""
GOES = " When I leave this server, that is deleted, with its essays and settings."
STAYS = "; a question on disk stays, for nothing says whose it is"


def privacy(*, in_server: bool, keeps_gaps: bool) -> str:
    """What is kept, where, and for how long.

    Args:
        in_server: it is asked for in a server that can have something of its own.
        keeps_gaps: questions that are not answered are kept there.
    """
    on_disk = NOTHING
    if in_server:
        gaps = GAPS.format(length=LONGEST_GAP, days=GAPS_KEPT_FOR.days, most=MOST_GAPS)
        on_disk = (gaps if keeps_gaps else COUNTS) + GOES
    return PRIVACY.format(
        on_disk=on_disk,
        stays=STAYS if keeps_gaps else "",
        minutes=int(FORGOTTEN_AFTER // 60),
        kept=MOST_KEPT,
        hours=int(KEPT_FOR // 3600),
    )
