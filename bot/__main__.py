"""Start the command line: ``python -m bot`` and the ``onrecord`` command."""

import sys


def main() -> None:
    """Run the command line and leave with its exit status."""
    try:
        # Imported here so that Ctrl-C while modules load ends as quietly as later.
        from bot.cli import cli

        cli(prog_name="onrecord")
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
