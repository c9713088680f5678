"""The card of a server's settings: what is chosen, and the controls to choose otherwise. Pure.

The controls carry ids ``or:set:<setting>[:<0 or 1>]``, where 1 asks for the first of the two states. Refuses to change
or to permit anything: who may press is checked where the press arrives.
"""

from typing import Any, Literal

import discord

from bot.adapters.discord.cards.items import custom_id, item
from bot.adapters.discord.cards.layout import Block, Card, Row, Style, Text, Tone
from bot.adapters.discord.cards.sourcing import small
from bot.adapters.discord.escaping import plain, shown
from bot.adapters.discord.phrases import Phrases, languages
from bot.store import ServerSettings

#: Discord's own limit for a menu of channels.
_MOST_CHANNELS = 25
_MOST_SHOWN = 40
#: The value of "that of whoever asks" in the menu of languages.
NO_LANGUAGE = "-"

Setting = Literal["channels", "private", "threads", "card", "language"]


def settings_card(
    settings: ServerSettings, *, phrases: Phrases, style: Style = "components", controls: bool = False
) -> Card:
    """What a server has chosen; with menus and buttons where ``controls`` says so."""
    blocks: list[Block] = [Text(f"### {phrases.get('settings.title')}"), Text("\n".join(_lines(settings, phrases)))]
    if controls:
        blocks += [Row(lambda: [_channels(settings, phrases)]), Row(lambda: [_languages(settings, phrases)])]
        blocks.append(Row(lambda: _toggles(settings, phrases)))
    return Card((*blocks, Text(small(phrases.get("settings.who")))), Tone.NOTICE, style)


def _lines(settings: ServerSettings, phrases: Phrases) -> list[str]:
    channels = " ".join(f"<#{each}>" for each in settings.answer_channels[:_MOST_SHOWN])
    if len(settings.answer_channels) > _MOST_SHOWN:
        channels += f" {phrases.get('agreement.more', count=len(settings.answer_channels) - _MOST_SHOWN)}"
    language = languages().get(settings.language or "", shown(settings.language or "", limit=20))
    chosen = {
        "channels": channels or phrases.get("settings.channels.all"),
        "private": phrases.get(f"settings.private.{_state(settings.private)}"),
        "threads": phrases.get(f"settings.threads.{_state(settings.threads)}"),
        "card": phrases.get(f"settings.card.{settings.card}"),
        "language": phrases.isolated(language) or phrases.get("settings.language.none"),
    }
    return [f"**{phrases.get(f'settings.{name}')}**: {value}" for name, value in chosen.items()]


def _channels(settings: ServerSettings, phrases: Phrases) -> "discord.ui.Item[Any]":
    return discord.ui.ChannelSelect(
        custom_id=custom_id("set", "channels"),
        placeholder=plain(phrases.get("settings.choose.channels"), limit=150),
        channel_types=[discord.ChannelType.text, discord.ChannelType.news, discord.ChannelType.forum],
        min_values=0,
        max_values=_MOST_CHANNELS,
        default_values=[discord.Object(each) for each in settings.answer_channels[:_MOST_CHANNELS]],
    )


def _languages(settings: ServerSettings, phrases: Phrases) -> "discord.ui.Item[Any]":
    known = {NO_LANGUAGE: phrases.get("settings.language.none"), **languages()}
    current = settings.language if settings.language in known else NO_LANGUAGE
    options = [
        discord.SelectOption(label=name, value=locale, default=locale == current) for locale, name in known.items()
    ]
    menu: discord.ui.Select[Any] = discord.ui.Select(
        custom_id=custom_id("set", "language"),
        placeholder=plain(phrases.get("settings.choose.language"), limit=150),
        options=options[:_MOST_CHANNELS],
    )
    return menu


def _toggles(settings: ServerSettings, phrases: Phrases) -> "list[discord.ui.Item[Any]]":
    card = "embed" if settings.card == "components" else "components"
    wanted = (
        ("private", not settings.private, _state(not settings.private)),
        ("threads", not settings.threads, _state(not settings.threads)),
        ("card", card == "components", card),
    )
    return [
        item("set", name, int(to), phrases, label=phrases.get(f"settings.button.{name}.{state}"))
        for name, to, state in wanted
    ]


def _state(on: bool) -> str:
    return "on" if on else "off"
