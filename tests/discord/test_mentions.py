"""Questions in messages: mentions, replies, direct messages, threads; silence everywhere else."""

from bot.adapters.discord.phrases import phrases_for
from bot.adapters.discord.rates import Rates
from bot.store import ServerSettings
from tests.discord.conftest import Meeting
from tests.discord.server.people import text_of
from tests.discord.server.world import PUBLIC_THREAD, Payload


def mention(meeting: Meeting, text: str) -> str:
    return f"<@{meeting.discord.world.me['id']}> {text}"


async def answer_to(meeting: Meeting, message: Payload) -> Payload:
    """The bot's first message after this one, in its channel."""
    channel = meeting.discord.world.channels[int(message["channel_id"])]
    answer = await meeting.discord.message_in(channel, after=int(message["id"]))
    # Nobody replies before the bot itself knows under which id its answer stands.
    await meeting.parts.desk.idle()
    return answer


async def test_a_mention_is_answered_with_a_reply(meeting: Meeting) -> None:
    message = await meeting.ada.says(meeting.channel, mention(meeting, "who mediated?"), mentions_bot=True)
    reply = await answer_to(meeting, message)
    assert str(reply["message_reference"]["message_id"]) == message["id"]
    assert "China" in text_of(reply)
    assert meeting.service.asked[0].text == "who mediated?"


async def test_nobody_is_mentioned_by_a_reply(meeting: Meeting) -> None:
    await meeting.ada.says(meeting.channel, mention(meeting, "@everyone who mediated?"), mentions_bot=True)
    await meeting.discord.message_in(meeting.channel)
    (sent,) = meeting.discord.requests("POST", "/channels/{channel}/messages")
    assert sent.body["allowed_mentions"] == {"parse": [], "replied_user": False}


async def test_a_reply_to_an_answer_takes_what_it_lacks_from_it(meeting: Meeting) -> None:
    first = await answer_to(
        meeting, await meeting.ada.says(meeting.channel, mention(meeting, "who mediated?"), mentions_bot=True)
    )
    follow_up = await meeting.ada.says(meeting.channel, "and when?", to=first)
    second = await answer_to(meeting, follow_up)
    assert meeting.service.asked[1].previous is not None
    assert meeting.service.asked[1].previous.question == "who mediated?"
    await answer_to(meeting, await meeting.ada.says(meeting.channel, "and why?", to=second))
    assert meeting.service.asked[2].previous is not None
    assert meeting.service.asked[2].previous.question == "and when? (who mediated?)"


async def test_a_reply_to_a_slash_answer_is_a_follow_up_too(meeting: Meeting) -> None:
    card = await (await meeting.ada.asks(meeting.channel, "who mediated?")).answered()
    await meeting.parts.desk.idle()
    bo = meeting.discord.person("Bo")
    await answer_to(meeting, await bo.says(meeting.channel, "and when?", to=card))
    assert meeting.service.asked[1].previous is not None


async def test_a_mention_in_reply_to_somebodys_question_follows_on_its_answer(meeting: Meeting) -> None:
    question = await meeting.ada.says(meeting.channel, mention(meeting, "who mediated?"), mentions_bot=True)
    await answer_to(meeting, question)
    bo = meeting.discord.person("Bo")
    follow_up = await bo.says(meeting.channel, mention(meeting, "and when?"), to=question, mentions_bot=True)
    await answer_to(meeting, follow_up)
    assert meeting.service.asked[1].previous is not None


async def test_direct_messages_are_a_conversation(meeting: Meeting) -> None:
    channel = meeting.discord.world.add_dm(meeting.ada.account)
    await answer_to(meeting, await meeting.ada.says(channel, "who mediated?"))
    await answer_to(meeting, await meeting.ada.says(channel, "and when?"))
    assert [each.text for each in meeting.service.asked] == ["who mediated?", "and when?"]
    assert meeting.service.asked[0].previous is None
    assert meeting.service.asked[1].previous is not None


async def test_a_mention_without_a_question_is_answered_with_help(meeting: Meeting) -> None:
    message = await meeting.ada.says(meeting.channel, mention(meeting, ""), mentions_bot=True)
    assert "/ask" in text_of(await answer_to(meeting, message))
    assert not meeting.service.asked


async def test_what_is_not_for_the_bot_stays_without_a_word(meeting: Meeting) -> None:
    bot = meeting.discord.person("Other bot")
    bot.account["bot"] = True
    card = await (await meeting.ada.asks(meeting.channel, "who mediated?")).answered()
    await meeting.ada.says(meeting.channel, "who mediated?")
    await meeting.ada.says(meeting.channel, mention(meeting, "pinned"), mentions_bot=True, type=6)
    await meeting.ada.says(meeting.channel, "no ping", to=card, ping=False)
    await bot.says(meeting.channel, mention(meeting, "who mediated?"), mentions_bot=True)
    last = await meeting.ada.says(meeting.channel, mention(meeting, "who mediated?"), mentions_bot=True)
    await answer_to(meeting, last)
    assert len(meeting.discord.messages_in(meeting.channel)) == 2
    assert len(meeting.discord.requests("POST", "/typing")) == 1


async def test_a_server_may_want_answers_to_mentions_in_threads(meeting: Meeting) -> None:
    await meeting.parts.servers.change(int(meeting.guild["id"]), ServerSettings(threads=True), by=1)
    message = await meeting.ada.says(meeting.channel, mention(meeting, "who mediated?"), mentions_bot=True)
    discord = meeting.discord
    thread = await discord.until(
        lambda: next((each for each in discord.world.channels.values() if each["type"] == PUBLIC_THREAD), None)
    )
    assert thread["id"] == message["id"]
    assert "China" in text_of(await discord.message_in(thread))
    assert not discord.messages_in(meeting.channel)


async def test_in_a_thread_the_answer_is_a_reply_there(meeting: Meeting) -> None:
    await meeting.parts.servers.change(int(meeting.guild["id"]), ServerSettings(threads=True), by=1)
    thread = meeting.discord.world.add_thread(meeting.channel, "a thread")
    await meeting.discord.gateway.send("THREAD_CREATE", thread, int(meeting.guild["id"]))
    message = await meeting.ada.says(thread, mention(meeting, "who mediated?"), mentions_bot=True)
    assert "China" in text_of(await answer_to(meeting, message))


async def test_where_the_server_wants_no_answers_it_says_where_it_does(meeting: Meeting) -> None:
    other = meeting.discord.world.add_channel(meeting.guild, "questions")
    settings = ServerSettings(answer_channels=(int(other["id"]),))
    await meeting.parts.servers.change(int(meeting.guild["id"]), settings, by=1)
    message = await meeting.ada.says(meeting.channel, mention(meeting, "who mediated?"), mentions_bot=True)
    assert other["id"] in text_of(await answer_to(meeting, message))
    assert not meeting.service.asked


async def test_who_asks_too_often_is_told_so_but_the_channel_is_not_filled(meeting: Meeting) -> None:
    meeting.parts.asking._rates = Rates(user=1, channel=0, clock=lambda: 0.0)
    for _ in range(6):
        await meeting.ada.says(meeting.channel, mention(meeting, "who mediated?"), mentions_bot=True)
    marker = await meeting.ada.runs(meeting.channel, "help")
    await marker.answered()
    await meeting.parts.desk.idle()
    texts = [text_of(each) for each in meeting.discord.messages_in(meeting.channel)]
    assert sum("quick" in text for text in texts) == 2
    assert sum("China" in text for text in texts) == 1


async def test_the_bot_speaks_the_language_that_the_server_chose(meeting: Meeting) -> None:
    await meeting.parts.servers.change(int(meeting.guild["id"]), ServerSettings(language="ur"), by=1)
    message = await meeting.ada.says(meeting.channel, mention(meeting, "who mediated?"), mentions_bot=True)
    reply = text_of(await answer_to(meeting, message))
    assert phrases_for("ur").get("answer.asked", question="").strip() in reply
    assert "China" in reply


async def test_no_privileged_intent_is_asked_for(meeting: Meeting) -> None:
    (identify,) = meeting.discord.gateway.identifies
    assert not identify["intents"] & (1 << 1 | 1 << 8 | 1 << 15)
