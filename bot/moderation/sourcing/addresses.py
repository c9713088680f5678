"""Which addresses of the Internet may be asked: those of the public web, in the forms that everybody reads alike.

Written out from IANA's registries of special-purpose addresses rather than left to the standard library, whose answer
differs from version to version. Refuses what is private, local, shared, reserved, multicast, or a way to write one of
these inside another address. Pure: resolves no name.
"""

import re
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

Address = IPv4Address | IPv6Address

#: https://www.iana.org/assignments/iana-ipv4-special-registry, multicast, and what clouds use for their own services.
_CLOSED_V4 = [
    ip_network(each)
    for each in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.31.196.0/24",
        "192.52.193.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "192.175.48.0/24",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
        "168.63.129.16/32",  # a public address by which machines in Azure reach what manages them
    )
]
#: All that is routed on the public Internet; mapped, translated, local and multicast addresses lie outside of it.
_OPEN_V6 = ip_network("2000::/3")
_CLOSED_V6 = [
    ip_network(each)
    for each in (
        "2001::/23",  # Teredo and other tunnels, benchmarking, identifiers that are no addresses
        "2001:db8::/32",
        "2002::/16",  # 6to4: an IPv4 address inside
        "2620:4f:8000::/48",
        "3fff::/20",
    )
]
#: The last half of an address that ISATAP made of an IPv4 address.
_ISATAP = (0x00005EFE, 0x02005EFE)

_HOST = re.compile(r"(?=.{1,253}\Z)(?:(?!-)[a-z0-9_-]{1,63}(?<!-)\.)+(?!-)[a-z0-9-]{2,63}(?<!-)\Z")
_NUMBER = re.compile(r"(?:0x[0-9a-f]*|[0-9]+)\Z")


def is_public(address: Address) -> bool:
    """Whether an address is one of the public Internet."""
    if isinstance(address, IPv4Address):
        return not any(address in network for network in _CLOSED_V4)
    if address.scope_id is not None or address not in _OPEN_V6:
        return False
    return not any(address in network for network in _CLOSED_V6) and (int(address) >> 32) & 0xFFFFFFFF not in _ISATAP


def literal(host: str) -> Address | None:
    """The address that a host is written as, "93.184.216.34" or "2606:2800::1"; ``None`` for a name."""
    try:
        return ip_address(host)
    except ValueError:
        return None


def is_name(host: str) -> bool:
    """Whether a host is a name of the public web: dotted, of letters, digits and hyphens, not a number in disguise.

    >>> is_name("news.example.org"), is_name("0x7f.1"), is_name("2130706433"), is_name("localhost")
    (True, False, False, False)
    """
    return bool(_HOST.match(host)) and not _NUMBER.match(host.rpartition(".")[2])
