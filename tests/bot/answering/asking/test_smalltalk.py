"""Small talk gets one kind sentence; a real question is never mistaken for it, however politely it is asked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.asking import smalltalk
from bot.answering.asking.smalltalk import reply, without_greeting
from bot.answering.word_lists import phrases


@pytest.mark.parametrize(
    "message",
    [
        "hi",
        "Hello there!",
        "hello bot",
        "hey guys 👋",
        "hello hello",
        "<@123456>",
        "@Onrecord hi",
        "Good morning everyone",
        "what's up?",
        "How are you?",
        "thanks!",
        "thank you so much bot",
        "ok, thanks",
        "bye",
        "who are you?",
        "Hi, what can you do?",
        "help",
        "are you a robot?",
        "lol",
        "hahahaha",
        "tell me a joke",
        "You are stupid.",
        "bad bot",
    ],
)
def test_talk_without_a_question_gets_one_kind_sentence(message: str) -> None:
    answer = reply(message)
    assert answer is not None
    assert answer.endswith(".")
    assert "!" not in answer


@pytest.mark.parametrize(
    "message",
    [
        "hello, who mediated?",
        "who are you quoting?",
        "who is this spokesman?",
        "what can you tell me about the truce?",
        "help reached the village when?",
        "thanks to whom was the truce signed?",
        "What did the joke cost him?",
        "why?",
        "and when?",
        "Hello Kitty sales in Japan",
        "who said goodbye to the envoy?",
        "how many people said yes?",
        "what is the operation codename?",
        "how are you sure that ten people died?",
        "",
        "?!",
    ],
)
def test_a_real_question_is_never_small_talk(message: str) -> None:
    assert reply(message) is None


@pytest.mark.parametrize(
    ("message", "question"),
    [
        ("hello, who mediated?", "who mediated?"),
        ("@Onrecord guys, pls who struck first?", "who struck first?"),
        ("<@!123> <@456> when was it?", "when was it?"),
        ("can you tell me who mediated?", "who mediated?"),
        ("Does anyone know when it began", "when it began"),
        ("Hi! I'd like to know why the envoy left", "why the envoy left"),
        ("Um, sorry, quick question: who is the governor?", "who is the governor?"),
        ("any idea of how many died", "how many died"),
        ("ok so who won", "who won"),
        ("could someone please explain why they struck? thanks in advance", "why they struck?"),
        ("who mediated please", "who mediated"),
        ("who mediated, guys?", "who mediated"),
        ("Hello there! I was wondering if the port is open", "if the port is open"),
    ],
)
def test_politeness_around_a_question_is_taken_off(message: str, question: str) -> None:
    assert without_greeting(message) == question


@pytest.mark.parametrize(
    "message",
    [
        "who mediated?",
        "hey Jude was written when?",
        "Good Friday agreement: who signed?",
        "all hostages freed?",
        "there was a truce when?",
        "who are the bad guys?",
        "who said thanks?",
        "tell me about the strikes",
        "help reached the village when?",
        "please",
        "hello",
    ],
)
def test_words_that_belong_to_the_question_stay(message: str) -> None:
    assert without_greeting(message) == message


@pytest.mark.parametrize(
    "piece", ["hi ", ",", "@a ", "can you tell me ", " ", "so,", "so ", "please pls ", "ha", "i d "]
)
def test_ten_thousand_characters_of_politeness_are_read_at_once(piece: str) -> None:
    hostile = piece * (10_000 // len(piece))
    assert without_greeting(hostile) in hostile
    assert reply(hostile) is None


@given(
    st.text(alphabet=st.sampled_from("hi so@guys,pls<1>?!thanks\u202e\x00 \n’'"), max_size=300) | st.text(max_size=300)
)
def test_the_question_is_always_a_slice_of_the_message(message: str) -> None:
    assert without_greeting(message) in message
    reply(message)


POLITE_WORDS = sorted({word for lines in phrases("politeness.txt").values() for line in lines for word in line.split()})
PIECES = st.sampled_from([*POLITE_WORDS, "who", "mediated", "?", ",", "!", "'", "’", "@bot", "<@12>", "please", "  "])


@given(st.lists(PIECES, max_size=8), st.sampled_from(["", " "]))
def test_the_quick_look_for_politeness_misses_none(pieces, between):
    text = between.join(pieces)
    if smalltalk._is_plain(text):
        start = smalltalk._start_of_question(text, smalltalk._patterns())
        assert (start, smalltalk._end_of_question(text, start, smalltalk._patterns())) == (0, len(text.rstrip()))


def test_a_plain_question_is_seen_to_be_plain():
    assert smalltalk._is_plain("who mediated?")
    assert not smalltalk._is_plain("hey, who mediated?")
    assert not smalltalk._is_plain("who mediated, please?")
