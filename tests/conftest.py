"""What holds for every test: no connection to anything but this machine, no settings from outside, no clock to beat."""

import ipaddress
import os
import socket
from typing import Any

import pytest
from hypothesis import settings

#: A pattern that is compiled when it is first needed takes a drawn example a while on a busy machine.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


class AccidentalConnection(AssertionError):
    """A test tried to reach another machine."""


def is_loopback(address: Any) -> bool:
    """Whether an address of a socket stays on this machine; names of Unix sockets do."""
    if not isinstance(address, tuple):
        return True
    host = str(address[0]).partition("%")[0]
    if host in {"localhost", ""}:
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


@pytest.fixture(autouse=True)
def _no_accidental_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, _guarded(getattr(socket.socket, name)), raising=False)


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    for name in [name for name in os.environ if name.upper().startswith("ONRECORD_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("ONRECORD_DATA", str(tmp_path_factory.getbasetemp() / "data"))


def _guarded(original: Any) -> Any:
    def guarded(self: socket.socket, *arguments: Any) -> Any:
        if not is_loopback(arguments[-1]):
            raise AccidentalConnection(f"a test tried to reach {arguments[-1]}")
        return original(self, *arguments)

    return guarded
