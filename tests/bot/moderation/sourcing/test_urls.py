import pytest

from bot.errors import AddressRefused
from bot.moderation.sourcing.urls import parsed, port, redirected, shown


@pytest.mark.parametrize(
    ("address", "repeated"),
    [
        ("https://me:secret@post.example/a?mail=b@c", "https://post.example/a?mail=b@c"),
        ("me:secret@post.example/a", "post.example/a"),
        ("https://news.example?mail=a@b.example", "https://news.example?mail=a@b.example"),
        (f"https://me:{'secret' * 50}@post.example/a", "https://post.example/a"),
        ("https://post.example/\n\t two  lines", "https://post.example/ two lines"),
        ("", ""),
    ],
)
def test_an_address_is_repeated_in_one_line_without_a_password(address: str, repeated: str) -> None:
    assert shown(address) == repeated
    assert len(shown(address * 50)) <= 200


def test_a_refused_address_does_not_show_its_password() -> None:
    with pytest.raises(AddressRefused) as refused:
        parsed("me:secret@post.example/a")
    assert "secret" not in str(refused.value)


def test_the_port_is_the_one_written_or_the_schemes_own() -> None:
    addresses = ("http://a.example/b", "https://a.example/b", "http://a.example:8080/b")
    assert [port(parsed(address)) for address in addresses] == [80, 443, 8080]


def test_a_redirect_is_followed_from_where_it_was_met() -> None:
    assert redirected(parsed("https://a.example/x/y"), "../z") == "https://a.example/z"
