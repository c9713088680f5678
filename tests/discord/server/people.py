"""People: what somebody does in the small Discord, and what becomes of it."""

from typing import TYPE_CHECKING, Any

from tests.discord.server.ids import snowflake
from tests.discord.server.rest import DEFERRED_MESSAGE, FILES, MESSAGE, MODAL, SUGGESTIONS
from tests.discord.server.world import DM, EPHEMERAL, MEMBER, Interaction, Payload

if TYPE_CHECKING:
    from tests.discord.server.fake import FakeDiscord

COMMAND, COMPONENT, AUTOCOMPLETE, MODAL_SUBMIT = 2, 3, 4, 5
SUBCOMMAND, STRING, INTEGER, BOOLEAN, ATTACHMENT = 1, 3, 4, 5, 11
LABEL, TEXT_INPUT = 18, 4
_LOADING = 1 << 7


class Exchange:
    """One interaction and the bot's answers to it."""

    def __init__(self, discord: "FakeDiscord", interaction: Interaction) -> None:
        self._discord = discord
        self.interaction = interaction

    async def acknowledged(self) -> Payload:
        """The first response, as soon as there is one."""
        return await self._discord.until(lambda: self.interaction.callback, "an acknowledgement")

    async def answered(self) -> Payload:
        """The message that answers, when it has stopped loading."""
        return await self._discord.until(self._answer, "an answer")

    async def followed_up(self, count: int = 1) -> Payload:
        """The ``count``-th further message."""
        followups = self.interaction.followups
        return await self._discord.until(lambda: followups[count - 1] if len(followups) >= count else None, "more")

    async def suggestions(self) -> list[str]:
        """What autocomplete offers."""
        callback = await self.acknowledged()
        assert callback["type"] == SUGGESTIONS
        return [choice["value"] for choice in callback["data"]["choices"]]

    async def form(self) -> dict[str, str]:
        """The form that is shown: the names of its fields, and what stands in them."""
        callback = await self.acknowledged()
        assert callback["type"] == MODAL, callback
        inputs = (each["component"] for each in callback["data"]["components"])
        return {each["custom_id"]: each.get("value") or "" for each in inputs}

    async def shows(self, words: str) -> Payload:
        """The message that the answer stands in, when it says this."""

        def said() -> Payload | None:
            message = self.interaction.original
            return message if message is not None and words in text_of(message) else None

        try:
            return await self._discord.until(said, f"a card with {words!r}")
        except AssertionError as error:
            raise AssertionError(f"{text_of(self.interaction.original or {})!r}: {error}") from None

    @property
    def private(self) -> bool:
        """Whether only the asker sees the answer."""
        assert self.interaction.callback
        return bool((self.interaction.callback.get("data") or {}).get("flags", 0) & EPHEMERAL)

    def _answer(self) -> Payload | None:
        callback, original = self.interaction.callback, self.interaction.original
        if callback is None or original is None or callback["type"] not in (MESSAGE, DEFERRED_MESSAGE):
            return None
        return None if original["flags"] & _LOADING else original


class Person:
    """Somebody with an account, and with what they may do."""

    def __init__(self, discord: "FakeDiscord", account: Payload, *, permissions: int = MEMBER) -> None:
        self._discord = discord
        self.account = account
        self.permissions = permissions
        self.roles: list[int] = []
        self.locale = "en-US"

    @property
    def id(self) -> int:
        """Their id."""
        return int(self.account["id"])

    async def asks(self, channel: Payload, question: str, *, private: bool | None = None) -> Exchange:
        """Type ``/ask``."""
        options = [{"name": "question", "type": STRING, "value": question}]
        if private is not None:
            options.append({"name": "private", "type": BOOLEAN, "value": private})
        return await self.runs(channel, "ask", options=options)

    async def runs(self, channel: Payload, command: str, *, options: list[Payload] | None = None) -> Exchange:
        """Run a slash command."""
        data = {"id": "1", "name": command, "type": 1, "options": options or []}
        return await self._interact(COMMAND, channel, data=data)

    async def commands(self, channel: Payload, line: str, **options: Any) -> Exchange:
        """Run a slash command with its subcommand: ("source add", url=…); an attachment is (name, content)."""
        resolved: Payload = {}
        chosen = [self._option(name, value, resolved) for name, value in options.items()]
        data = self._command_data(channel, line, chosen)
        return await self._interact(COMMAND, channel, data=data | ({"resolved": resolved} if resolved else {}))

    async def completes(self, channel: Payload, line: str, **so_far: str) -> Exchange:
        """Type into the last option of a slash command without sending it."""
        *before, (name, text) = so_far.items()
        chosen = [{"name": each, "type": STRING, "value": value} for each, value in before]
        chosen.append({"name": name, "type": STRING, "value": text, "focused": True})
        return await self._interact(AUTOCOMPLETE, channel, data=self._command_data(channel, line, chosen))

    def _command_data(self, channel: Payload, line: str, chosen: list[Payload]) -> Payload:
        name, *subcommand = line.split()
        for each in reversed(subcommand):
            chosen = [{"name": each, "type": SUBCOMMAND, "options": chosen}]
        data: Payload = {"id": "1", "name": name, "type": 1, "options": chosen}
        return data | self._owned(channel, name)

    def _owned(self, channel: Payload, name: str) -> Payload:
        """A command that one server alone has names it."""
        guild = int(channel.get("guild_id", 0))
        known = self._discord.world.guild_commands.get(guild, [])
        return {"guild_id": str(guild)} if any(each["name"] == name for each in known) else {}

    def _option(self, name: str, value: Any, resolved: Payload) -> Payload:
        if isinstance(value, tuple):
            return {"name": name, "type": ATTACHMENT, "value": self._attached(*value, resolved)}
        kind = {bool: BOOLEAN, int: INTEGER}.get(type(value), STRING)
        return {"name": name, "type": kind, "value": value}

    def _attached(self, filename: str, content: bytes, resolved: Payload) -> str:
        id = str(snowflake())
        self._discord.world.files[id] = content
        url = f"{self._discord.url}{FILES}/{id}"
        file = {"id": id, "filename": filename, "size": len(content), "url": url, "proxy_url": url}
        resolved.setdefault("attachments", {})[id] = file
        return id

    async def types(self, channel: Payload, so_far: str) -> Exchange:
        """Type a question into ``/ask`` without sending it."""
        option = {"name": "question", "type": STRING, "value": so_far, "focused": True}
        data = {"id": "1", "name": "ask", "type": 1, "options": [option]}
        return await self._interact(AUTOCOMPLETE, channel, data=data)

    async def right_clicks(self, message: Payload, command: str) -> Exchange:
        """Run a message command on a message."""
        channel = self._discord.world.channels[int(message["channel_id"])]
        resolved = {"messages": {message["id"]: message}}
        data = {"id": "2", "name": command, "type": 3, "target_id": message["id"], "resolved": resolved}
        data |= self._owned(channel, command)
        return await self._interact(COMMAND, channel, data=data)

    async def clicks(self, message: Payload, custom_id: str, *, values: list[str] | None = None) -> Exchange:
        """Press the button whose id begins so, or choose ``values`` of a select."""
        found = next(each for each in components(message) if each.get("custom_id", "").startswith(custom_id))
        channel = self._discord.world.channels[int(message["channel_id"])]
        data: Payload = {"custom_id": found["custom_id"], "component_type": found["type"], "id": found.get("id", 1)}
        if values is not None:
            data |= {"values": values, "resolved": self._resolved(found["type"], values)}
        return await self._interact(COMPONENT, channel, data=data, message=message)

    async def presses(self, message: Payload, custom_id: str, **data: Any) -> Exchange:
        """Press a button of exactly this id, whether or not the message has it: a client may send anything."""
        channel = self._discord.world.channels[int(message["channel_id"])]
        sent = {"custom_id": custom_id, "component_type": 2, "id": 1, **data}
        return await self._interact(COMPONENT, channel, data=sent, message=message)

    async def submits(self, exchange: Exchange, **fields: str) -> Exchange:
        """Send the form that an exchange showed; fields that are not named stay as they stand there."""
        shown = await exchange.form()
        assert exchange.interaction.callback
        id = exchange.interaction.callback["data"]["custom_id"]
        payload = exchange.interaction.payload
        channel = self._discord.world.channels[int(payload["channel_id"])]
        return await self.sends(channel, id, shown | fields, message=payload.get("message"))

    async def sends(
        self, channel: Payload, custom_id: str, fields: dict[str, str], *, message: Payload | None = None
    ) -> Exchange:
        """Send a form of this id, shown or not."""
        inputs = [{"type": TEXT_INPUT, "id": 1, "custom_id": k, "value": v} for k, v in fields.items()]
        labels = [{"type": LABEL, "id": 1, "component": each} for each in inputs]
        below: Payload = {"message": message} if message else {}
        data = {"custom_id": custom_id, "components": labels}
        return await self._interact(MODAL_SUBMIT, channel, data=data, **below)

    async def says(
        self, channel: Payload, text: str, *, mentions_bot: bool = False, to: Payload | None = None, **more: Any
    ) -> Payload:
        """Write a message; the bot gets its text only where Discord would send it."""
        discord = self._discord
        me = discord.world.me
        body: Payload = {"content": text, **more}
        if to is not None:
            body["message_reference"] = {"message_id": to["id"], "channel_id": to["channel_id"], "type": 0}
        message = discord.world.add_message(channel, self.account, body)
        addressed = mentions_bot or (to is not None and to["author"]["id"] == me["id"] and more.get("ping", True))
        message["mentions"] = [me] if addressed else []
        event = message | {"referenced_message": to}
        if "guild_id" in channel:
            event |= {"guild_id": channel["guild_id"], "member": self._member()}
        if not addressed and channel["type"] != DM:
            event |= {"content": "", "embeds": [], "components": []}
        await discord.gateway.send("MESSAGE_CREATE", event, _guild_of(channel))
        return message

    async def deletes(self, message: Payload) -> None:
        """Delete a message of theirs."""
        channel = self._discord.world.channels[int(message["channel_id"])]
        del self._discord.world.messages[int(message["id"])]
        event = {"id": message["id"], "channel_id": channel["id"]}
        event |= {"guild_id": channel["guild_id"]} if "guild_id" in channel else {}
        await self._discord.gateway.send("MESSAGE_DELETE", event, _guild_of(channel))

    async def _interact(self, kind: int, channel: Payload, **data: Any) -> Exchange:
        by: Payload = {"guild_id": channel["guild_id"]} if "guild_id" in channel else {}
        by |= {"member": self._member()} if "guild_id" in channel else {"user": self.account}
        by |= {"context": 0 if "guild_id" in channel else 1, "locale": self.locale}
        interaction = self._discord.world.add_interaction(kind, self.account, channel, **by, **data)
        await self._discord.gateway.send("INTERACTION_CREATE", interaction.payload, interaction.guild_id)
        return Exchange(self._discord, interaction)

    def _member(self) -> Payload:
        return self._discord.world.member(self.account, permissions=self.permissions, roles=self.roles)

    def _resolved(self, kind: int, values: list[str]) -> Payload:
        if kind != 8:
            return {}
        channels = {value: self._discord.world.channels[int(value)] for value in values}
        return {"channels": {id: each | {"permissions": str(MEMBER)} for id, each in channels.items()}}


def components(message: Payload) -> list[Payload]:
    """Every component of a message, however deep."""
    found: list[Payload] = []
    pending = list(message.get("components", []))
    while pending:
        each = pending.pop(0)
        found.append(each)
        pending[:0] = [*each.get("components", []), *([each["accessory"]] if each.get("accessory") else [])]
    return found


def text_of(message: Payload) -> str:
    """All the text of a message: content, embeds, text displays."""
    parts = [message.get("content", "")]
    for embed in message.get("embeds", []):
        fields = [part for field in embed.get("fields", []) for part in (field["name"], field["value"])]
        parts += [
            embed.get("title", ""),
            embed.get("description", ""),
            *fields,
            (embed.get("footer") or {}).get("text", ""),
        ]
    parts += [each["content"] for each in components(message) if each["type"] == 10]
    return "\n".join(part for part in parts if part)


def _guild_of(channel: Payload) -> int | None:
    return int(channel["guild_id"]) if "guild_id" in channel else None
