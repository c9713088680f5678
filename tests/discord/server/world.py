"""What the small Discord holds: users, guilds, channels, messages, interactions; plain dictionaries as Discord sends.

Refuses to speak any protocol: REST and gateway read and change it.
"""

import secrets
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from tests.discord.server.ids import on_shard, snowflake

Payload = dict[str, Any]

TEXT, DM, PUBLIC_THREAD = 0, 1, 11
EPHEMERAL, IS_COMPONENTS_V2 = 1 << 6, 1 << 15
VIEW, SEND, MANAGE_GUILD, MANAGE_MESSAGES, EMBED_LINKS = 1 << 10, 1 << 11, 1 << 5, 1 << 13, 1 << 14
HISTORY, PUBLIC_THREADS, SEND_IN_THREADS, COMMANDS = 1 << 16, 1 << 35, 1 << 38, 1 << 31
MEMBER = VIEW | SEND | EMBED_LINKS | HISTORY | PUBLIC_THREADS | SEND_IN_THREADS | COMMANDS
MODERATOR = MEMBER | MANAGE_MESSAGES
ADMINISTRATOR = MODERATOR | MANAGE_GUILD


def user(name: str, *, bot: bool = False) -> Payload:
    """A user as it stands in every payload."""
    return {
        "id": str(snowflake()),
        "username": name,
        "global_name": name,
        "discriminator": "0",
        "avatar": None,
        "bot": bot,
        "public_flags": 0,
    }


def now() -> str:
    """This moment as Discord writes it."""
    return datetime.now(UTC).isoformat()


#: What Discord adds to a file that it has taken.
_STORED = {"size": 1, "url": "https://cdn.example/file", "proxy_url": "https://cdn.example/file"}


@dataclass
class Interaction:
    """One interaction from its creation on: what was answered, and whether its token still works."""

    payload: Payload
    guild_id: int | None
    created: float = field(default_factory=time.monotonic)
    callback: Payload | None = None
    original: Payload | None = None
    followups: list[Payload] = field(default_factory=list)
    expired: bool = False
    token_expired: bool = False

    @property
    def token(self) -> str:
        """The secret that answers it."""
        return str(self.payload["token"])


class World:
    """Everything there is, by id."""

    def __init__(self) -> None:
        self.me = user("Onrecord", bot=True)
        self.accounts: dict[str, Payload] = {}
        self.guilds: dict[int, Payload] = {}
        self.channels: dict[int, Payload] = {}
        self.messages: dict[int, Payload] = {}
        self.interactions: dict[str, Interaction] = {}
        self.commands: list[Payload] = []
        #: guild id -> the commands that it alone has.
        self.guild_commands: dict[int, list[Payload]] = {}
        #: path below the server's address -> what stands there to be downloaded.
        self.files: dict[str, bytes] = {}
        #: channel id -> (HTTP status, Discord's error code) for whoever writes there.
        self.closed_channels: dict[int, tuple[int, int]] = {}

    @property
    def application_id(self) -> str:
        """Bots made since 2016 share their id with their application."""
        return str(self.me["id"])

    def add_guild(self, name: str = "Guild", *, shard: int = 0, shards: int = 1, permissions: int = MEMBER) -> Payload:
        """A guild with one text channel, the bot in it."""
        guild_id = on_shard(shard, shards)
        everyone = {"id": str(guild_id), "name": "@everyone", "permissions": str(permissions), "position": 0}
        everyone |= {"color": 0, "hoist": False, "managed": False, "mentionable": False, "flags": 0}
        guild: Payload = {
            "id": str(guild_id),
            "name": name,
            "owner_id": str(snowflake()),
            "roles": [everyone],
            "members": [self.member(self.me)],
            "member_count": 1,
            "preferred_locale": "en-US",
            "features": [],
            "unavailable": False,
        }
        empty = ("channels", "threads", "emojis", "stickers", "voice_states", "presences", "stage_instances")
        guild |= {key: [] for key in (*empty, "guild_scheduled_events", "soundboard_sounds")}
        self.guilds[guild_id] = guild
        self.add_channel(guild)
        return guild

    def add_channel(self, guild: Payload, name: str = "general") -> Payload:
        """A text channel of a guild."""
        channel: Payload = {"id": str(snowflake()), "type": TEXT, "guild_id": guild["id"], "name": name}
        channel |= {"position": 0, "permission_overwrites": [], "parent_id": None, "nsfw": False, "topic": None}
        guild["channels"].append(channel)
        return self._kept(channel)

    def add_thread(self, parent: Payload, name: str, *, id: int | None = None) -> Payload:
        """A public thread below a channel."""
        thread: Payload = {"id": str(id or snowflake()), "type": PUBLIC_THREAD, "name": name}
        thread |= {"guild_id": parent["guild_id"], "parent_id": parent["id"], "owner_id": self.me["id"]}
        thread |= {"message_count": 0, "member_count": 1, "rate_limit_per_user": 0}
        metadata = {"archived": False, "auto_archive_duration": 1440, "archive_timestamp": now(), "locked": False}
        return self._kept(thread | {"thread_metadata": metadata})

    def add_dm(self, with_user: Payload) -> Payload:
        """The direct channel with one user; the same each time."""
        for channel in self.channels.values():
            if channel["type"] == DM and channel["recipients"][0]["id"] == with_user["id"]:
                return channel
        return self._kept({"id": str(snowflake()), "type": DM, "recipients": [with_user], "last_message_id": None})

    def add_message(self, channel: Payload, author: Payload, body: Payload) -> Payload:
        """A message as it stands in a channel."""
        message: Payload = {
            "id": str(snowflake()),
            "channel_id": channel["id"],
            "author": author,
            "timestamp": now(),
            "edited_timestamp": None,
            "type": body.get("type", 19 if body.get("message_reference") else 0),
        }
        message |= {"tts": False, "mention_everyone": False, "mentions": [], "mention_roles": [], "attachments": []}
        message |= {"embeds": [], "pinned": False, "content": "", "components": [], "flags": 0}
        message |= {key: body[key] for key in BODY if body.get(key) is not None}
        message["attachments"] = [each | _STORED for each in message["attachments"]]
        self.messages[int(message["id"])] = message
        return message

    def add_interaction(self, kind: int, by: Payload, channel: Payload, **data: Any) -> Interaction:
        """An interaction by a user in a channel; ``data`` is what was chosen, ``message`` where it was clicked."""
        payload: Payload = {
            "id": str(snowflake()),
            "application_id": self.application_id,
            "type": kind,
            "token": secrets.token_urlsafe(32),
            "version": 1,
            "channel_id": channel["id"],
            "channel": {"id": channel["id"], "type": channel["type"], "name": channel.get("name")},
            "attachment_size_limit": 10_485_760,
            "app_permissions": str(self._permissions(channel)),
            "locale": "en-US",
            "entitlements": [],
            "authorizing_integration_owners": {},
        }
        interaction = Interaction(payload | data, int(channel["guild_id"]) if "guild_id" in channel else None)
        self.interactions[interaction.token] = interaction
        return interaction

    def add_role(self, guild: Payload, name: str = "Editors") -> int:
        """A role without any permission; its id. Make it before the bot connects."""
        role = {"id": str(snowflake()), "name": name, "permissions": "0", "position": len(guild["roles"])}
        guild["roles"].append(guild["roles"][0] | role)
        return int(role["id"])

    def member(self, of: Payload, *, permissions: int = MEMBER, roles: Iterable[int] = ()) -> Payload:
        """A user as member of a guild."""
        member: Payload = {"user": of, "roles": [str(role) for role in roles], "flags": 0, "joined_at": now()}
        member |= {"deaf": False, "mute": False}
        return member | {"permissions": str(permissions), "nick": None, "avatar": None, "pending": False}

    def _permissions(self, channel: Payload) -> int:
        guild = self.guilds.get(int(channel.get("guild_id", 0)))
        return int(guild["roles"][0]["permissions"]) if guild else MEMBER

    def _kept(self, channel: Payload) -> Payload:
        self.channels[int(channel["id"])] = channel
        return channel


#: What a body may set on a message.
BODY = ("content", "embeds", "components", "flags", "message_reference", "attachments", "mentions", "nonce")
