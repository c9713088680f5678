"""The command that answers on Discord, and the one that says whether it still does."""

import importlib.util
import sys

import click

from bot.commands import failing
from bot.commands.running import Run, common_options, no_refresh
from bot.errors import SettingsFault


@click.command()
@click.option("--healthcheck", is_flag=True, help="Say whether a running bot is connected; exit status 1 if not.")
@no_refresh
@common_options
@click.pass_context
def discord(ctx: click.Context, healthcheck: bool) -> int:
    """Answer on Discord until stopped (SIGTERM or Ctrl-C); needs ONRECORD_DISCORD_TOKEN or ..._TOKEN_FILE.

    Exit status: 0 stopped, 1 stopped before every question was answered, 2 wrong use (no token), 3 a fault of the
    corpus, the index or the store, or a token that Discord refuses.
    """
    run = Run.of(ctx)
    return _check_health(run) if healthcheck else _answer(run)


def _check_health(run: Run) -> int:
    from bot.adapters.discord.health import problem

    found = problem(run.settings.data)
    click.echo(f"not healthy: {found}" if found else "healthy")
    return 1 if found else failing.ANSWERED


def _answer(run: Run) -> int:
    _need_the_library()
    from bot.adapters.discord.credentials import token

    settings = run.settings
    secret = token(settings)
    from bot.adapters.discord.lifecycle import run as answer
    from bot.adapters.discord.logs import log_to

    # Whoever runs a bot wants to see that it answers, unless something else was asked for.
    level = settings.log_level if "log_level" in settings.model_fields_set else "info"
    log_to(sys.stderr, level=level, secrets=[secret])
    return failing.ANSWERED if answer(run.opened, settings, secret) else 1


def _need_the_library() -> None:
    if importlib.util.find_spec("discord") is None:
        advice = "Install it with: pip install 'onrecord[discord]'"
        raise SettingsFault("The library for Discord is not installed", where="discord.py", advice=advice)
