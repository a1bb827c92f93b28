from bot.discord_side.client import QuothBot
from tests.discord_server import LocalDiscord, text_of

TREATY = "@Quoth What are Azerbaijan's preconditions for signing?"


async def test_a_mention_is_answered_with_the_quote_and_its_citation(local: LocalDiscord, quoth_bot: QuothBot) -> None:
    question = await local.say(local.world.ada, local.world.general, TREATY)
    answer = await local.answer_to(question)
    assert "> **However, Azerbaijan insisted that the text would be signed only after" in text_of(answer)
    assert "§1 Current Stage of Armenia–Azerbaijan Negotiations, ¶8" in text_of(answer)
    assert answer.replies_to == question.id
