"""Which addresses count as the public web."""

from ipaddress import ip_address

import pytest

from bot.moderation.sourcing.addresses import is_name, is_public, literal

PUBLIC = ["1.1.1.1", "8.8.8.8", "93.184.216.34", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "2a00:1450:4001::200e"]
CLOSED = """
0.0.0.0 0.1.2.3 10.0.0.1 10.255.255.255 100.64.0.1 100.100.100.200 100.127.255.255 127.0.0.1 127.255.255.254
168.63.129.16 169.254.0.1 169.254.169.254 172.16.0.1 172.31.255.255 192.0.0.1 192.0.0.192 192.0.2.1 192.88.99.1
192.168.0.1 198.18.0.1 198.19.255.255 198.51.100.1 203.0.113.1 224.0.0.1 239.255.255.255 240.0.0.1 255.255.255.255
:: ::1 ::127.0.0.1 ::ffff:127.0.0.1 ::ffff:8.8.8.8 ::ffff:0:127.0.0.1 64:ff9b::7f00:1 64:ff9b::808:808 64:ff9b:1::1
100::1 2001::1 2001:0:4136:e378:8000:63bf:3fff:fdd2 2001:10::1 2001:20::1 2001:db8::1 2002:7f00:1:: 2002:808:808::1
3fff::1 5f00::1 fc00::1 fd00:ec2::254 fe80::1 fe80::1%eth0 fec0::1 ff02::1 2606:4700::5efe:10.0.0.1
2606:4700::200:5efe:a00:1
""".split()


@pytest.mark.parametrize("address", PUBLIC)
def test_an_address_of_the_public_web_may_be_asked(address):
    assert is_public(ip_address(address))


@pytest.mark.parametrize("address", CLOSED)
def test_what_is_private_local_shared_reserved_or_hides_another_address_may_not(address):
    assert not is_public(ip_address(address))


@pytest.mark.parametrize(
    "host",
    "2130706433 0x7f000001 0x7f.1 0177.0.0.1 127.1 127.0.1 017700000001 0x7f.0x0.0x0.0x1 1.1.1.1.1 localhost a "
    "news.example.1 -a.example a-.example a..example .example example. a_b a@b.example a/b.example [::1] "
    "xn--.0x7f a%2eb.example".split(),
)
def test_a_number_in_disguise_is_no_name_and_no_address(host):
    assert not is_name(host)
    assert literal(host) is None


@pytest.mark.parametrize(
    "host", ["example.org", "a.b.example", "xn--mgbh0fb.xn--kgbechtv", "a_b.example", "3com.example"]
)
def test_a_dotted_name_is_one(host):
    assert is_name(host)
