"""The judges of request bodies find what they are there for."""

from typing import Any

import pytest

from tests.discord.limits import COMPONENTS_V2, command_faults, is_command_name, message_faults, request_faults
from tests.discord.specification import ABSENT, specification

NONE: dict[str, Any] = {"allowed_mentions": {"parse": []}}
V2 = {**NONE, "flags": COMPONENTS_V2}


def text(content: str) -> dict[str, Any]:
    return {"type": 10, "content": content}


def button(**stated: Any) -> dict[str, Any]:
    return {"type": 2, "style": 2, "label": "x", "custom_id": "x", **stated}


def row(*inside: dict[str, Any]) -> dict[str, Any]:
    return {"type": 1, "components": list(inside)}


@pytest.mark.parametrize(
    "body",
    [
        {"content": "x"},
        {**NONE, "content": "x" * 2_001},
        {**NONE, "content": "😀" * 1_001},
        {**NONE},
        {"content": "x", "allowed_mentions": {"parse": ["everyone"]}},
        {"content": "x", "allowed_mentions": {"parse": [], "users": ["1"]}},
        {**NONE, "embeds": [{"description": "x" * 4_097}]},
        {**NONE, "embeds": [{"title": "x" * 257}]},
        {**NONE, "embeds": [{"title": ""}]},
        {**NONE, "embeds": [{"fields": [{"name": "x", "value": ""}]}]},
        {**NONE, "embeds": [{"fields": [{"name": "x", "value": "x"}] * 26}]},
        {**NONE, "embeds": [{"description": "x" * 3_001}] * 2},
        {**NONE, "components": [text("x")]},
        {**V2, "components": [text("x")], "content": "x"},
        {**V2, "components": [text(" \u200b")]},
        {**V2, "components": [text("x" * 2_001)] * 2},
        {**V2, "components": [text("x")] * 41},
        {**V2, "components": [row(button(), button())]},
        {**V2, "components": [row(*(button(custom_id=str(at)) for at in range(6)))]},
        {**V2, "components": [row(button(label="x" * 81))]},
        {**V2, "components": [row(button(label=None))]},
        {**V2, "components": [row(button(custom_id="x" * 101))]},
        {**V2, "components": [row(button(style=5, url="javascript:x", custom_id=None))]},
        {**V2, "components": [row({"type": 3, "custom_id": "m", "options": []})]},
        {**V2, "components": [row({"type": 3, "custom_id": "m", "options": [{"label": "x", "value": "x"}] * 2})]},
        {**V2, "components": [{"type": 17, "components": []}]},
    ],
)
def test_a_message_that_discord_would_refuse_is_found(body: dict[str, Any]) -> None:
    assert message_faults(body)


@pytest.mark.parametrize(
    "body",
    [
        {**NONE, "content": "x" * 2_000},
        {**NONE, "embeds": [{"description": "x" * 4_096}], "components": [row(button())]},
        {**V2, "components": [{"type": 17, "components": [text("x" * 4_000), row(button())]}]},
        {**V2, "components": [row(button(style=5, url="https://example.com/", custom_id=None))]},
    ],
)
def test_a_message_that_discord_takes_passes(body: dict[str, Any]) -> None:
    assert message_faults(body) == []


def test_the_kind_of_a_request_is_found_by_its_path() -> None:
    assert request_faults("POST", "https://discord.com/api/v10/channels/1/messages", {"content": "x"})
    assert request_faults("PATCH", "/webhooks/1/t/messages/@original", {"content": "x"})
    assert request_faults("POST", "/interactions/1/t/callback", {"type": 4, "data": {"content": "x"}})
    assert request_faults("POST", "/interactions/1/t/callback", {"type": 5, "data": {"flags": 64}}) == []
    choices = {"choices": [{"name": "x" * 101, "value": "x"}]}
    assert request_faults("POST", "/interactions/1/t/callback", {"type": 8, "data": choices})
    assert request_faults("PUT", "/applications/1/commands", [{"name": "Ask", "description": "x"}])
    assert request_faults("POST", "/channels/1/threads", {"name": "x" * 101})


def test_names_of_commands_follow_discord_s_pattern() -> None:
    assert is_command_name("ask-me")
    assert is_command_name("پوچھیں")
    assert not any(map(is_command_name, ("Ask", "ask me", "", "x" * 33, "a\u200cb", "a.b")))
    assert command_faults({"name": "ask", "description": ""})
    assert command_faults({"name": "Check against sources", "type": 3}) == []


@pytest.mark.skipif(specification() is None, reason=ABSENT)
def test_the_description_finds_what_is_no_message_and_takes_ids_as_numbers() -> None:
    described = specification()
    assert described
    assert described.faults("POST", "/api/v10/channels/1/messages", {"content": 5})
    reference = {"content": "x", "message_reference": {"message_id": 1234567890123456789}}
    assert described.faults("POST", "/channels/1/messages", reference) == []
