"""Run ``onrecord`` with the library pointed at a server on loopback: python -m tests.discord.launch URL ARGUMENTS."""

import sys

from tests.discord.server.pointing import pointed_at


def main() -> None:
    """Run the command line in this process."""
    url, *arguments = sys.argv[1:]
    sys.argv = ["onrecord", *arguments]
    from bot.__main__ import main as onrecord

    with pointed_at(url):
        onrecord()


if __name__ == "__main__":
    main()
