"""A small Discord on loopback: the part of REST and gateway that a bot meets, with faults to order.

The library under test is the unmodified ``discord.py``; only its two addresses are pointed here. What it cannot do:
voice, members, reactions, uploads that are more than recorded, and anything of the client that people use.
"""

from tests.discord.server.fake import FakeDiscord
from tests.discord.server.faults import Fault
from tests.discord.server.people import Exchange, Person
from tests.discord.server.pointing import pointed_at
from tests.discord.server.recording import Request

__all__ = ["Exchange", "FakeDiscord", "Fault", "Person", "Request", "pointed_at"]
