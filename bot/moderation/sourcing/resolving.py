"""Look up the addresses of a host, once. Refuses to choose among them."""

import asyncio
import socket
from collections.abc import Sequence
from ipaddress import ip_address

from bot.moderation.sourcing.addresses import Address


async def resolve(host: str, port: int) -> Sequence[Address]:
    """Every address of a host, in the order in which the system would try them; none where there is no such host."""
    loop = asyncio.get_running_loop()
    try:
        found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
    except (OSError, UnicodeError):
        return []
    return list(dict.fromkeys(ip_address(str(place[0])) for *_, place in found))
