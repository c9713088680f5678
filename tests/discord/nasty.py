"""Hypothesis strategies for the worst text that an article, a question or a name could hold."""

import os

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st

#: Ten thousand inputs where somebody waits for them, a couple of hundred otherwise.
LONG = bool(os.environ.get("ONRECORD_LONG_TESTS"))
_SLOW = (HealthCheck.too_slow, HealthCheck.data_too_large)
#: Without shrinking in the long run: a failing card is told at once, not after an hour.
_PHASES = (Phase.explicit, Phase.reuse, Phase.generate, *(() if LONG else (Phase.shrink,)))
hostile = settings(max_examples=10_000 if LONG else 200, deadline=None, phases=_PHASES, suppress_health_check=_SLOW)
hostile_cards = settings(
    max_examples=10_000 if LONG else 60, deadline=None, phases=_PHASES, suppress_health_check=_SLOW
)

PIECES = [
    *(
        "*",
        "**",
        "_",
        "__",
        "~~",
        "||",
        "`",
        "```",
        "```py\n",
        ">",
        "> ",
        ">>> ",
        "# ",
        "## ",
        "-# ",
        "- ",
        "1. ",
        "\\",
    ),
    *(
        "@everyone",
        "@here",
        "<@80351110224678912>",
        "<@!80351110224678912>",
        "<@&165511591545143296>",
        "@\u200beveryone",
    ),
    *("<#103735883630395392>", "<:mmLol:216154654256398347>", "<a:b:216154654256398347>", ":smile:", "::", ":+1:"),
    *("<t:1618953630:R>", "</airhorn:816437322781949972>", "<id:customize>", "<id:linked-roles:1234>"),
    *("https://evil.example/a_b_(c)", "http://", "://", "discord.gg/abc", "DISCORD.GG/ABC", "discordapp.com/invite/x"),
    *("[click](https://evil.example)", "[", "](", ")", "<https://evil.example>", "<a@b.example>", "steam://run/1"),
    *(
        "\u202e",
        "\u202a",
        "\u2066",
        "\u2069",
        "\u2068",
        "\u200f",
        "\u200b",
        "\u200c",
        "\u200d",
        "\u2060",
        "\ufeff",
        "\u00ad",
    ),
    *("\x00", "\x1b[31m", "\x07", "\r\n", "\n", "\n\n", "\t", "\x85", "\u2028", "\u3000", "\u00a0", "\u3164", "\u2800"),
    *("e" + "\u0301" * 30, "\U000e0041", "\ufe0f", "👨‍👩‍👧", "🏴", "1️⃣", "﷽", "\ufffe", "\U0010ffff", "￼"),
    *(
        "می‌خواهم",
        "اسلام آباد",
        "Ünï",
        "“",
        "”",
        "'",
        "{",
        "}",
        "{0}",
        "%s",
        "¯\\_(ツ)_/¯",
        "a" * 300,
        "…",
        "10",
        "11",
        "China",
    ),
]
_character = st.characters(exclude_categories=("Cs",))
#: Text that can stand in a model: everything but lone surrogates.
text = st.one_of(
    st.text(_character, max_size=60),
    st.lists(st.sampled_from(PIECES), max_size=12).map("".join),
    st.lists(st.one_of(st.sampled_from(PIECES), st.text(_character, max_size=8)), max_size=30).map(" ".join),
    st.builds(
        lambda pieces, times: " ".join(pieces * times)[:8_000],
        st.lists(st.sampled_from([*PIECES, "word", "😀"]), min_size=1, max_size=6),
        st.integers(20, 200),
    ),
)
some_text = text.filter(bool)
#: As it may come from a message: lone surrogates too.
any_text = st.one_of(text, st.text(max_size=60))
