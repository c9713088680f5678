import socket

import pytest

from tests.conftest import AccidentalConnection, is_loopback


@pytest.mark.parametrize("address", [("192.0.2.1", 80), ("example.org", 443), ("2001:db8::1", 80, 0, 0)])
def test_a_connection_to_another_machine_fails_the_test(address):
    family = socket.AF_INET6 if len(address) == 4 else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as client, pytest.raises(AccidentalConnection):
        client.connect(address)


def test_a_datagram_to_another_machine_fails_the_test():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as client, pytest.raises(AccidentalConnection):
        client.sendto(b"", ("192.0.2.1", 53))


def test_a_connection_to_this_machine_is_made():
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()) as client:
        assert client.getpeername() == server.getsockname()


@pytest.mark.parametrize("address", ["/run/some.sock", ("localhost", 1), ("::1", 1, 0, 0), ("127.0.0.8", 1)])
def test_addresses_of_this_machine_are_known(address):
    assert is_loopback(address)
