"""What one run of the command line knows: the options given, the settings, the streams, the service.

The one place that composes: everything is built here, when a command first asks for it, and passed down.
"""

import logging
import sys
from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

import click

from bot import __version__
from bot.settings import Settings, load, nearest, unknown_variables
from bot.text import harmless

if TYPE_CHECKING:
    from bot.adapters.console.screen import Screen
    from bot.service import Service
    from index.comparing import RefreshReport

AnyFunction = TypeVar("AnyFunction", bound=Callable[..., Any])


class Run:
    """One run of the command line; options land in ``given`` while the command line is read."""

    def __init__(self) -> None:
        self.given: dict[str, object] = {}
        self.verbose = False
        self.color = True

    @classmethod
    def of(cls, ctx: click.Context) -> "Run":
        """The run that a command belongs to."""
        return ctx.find_root().ensure_object(cls)

    @cached_property
    def settings(self) -> Settings:
        """The settings, built once; a name that is none of them is told on standard error."""
        settings = load(self.given)
        for name in unknown_variables():
            meant = f" Did you mean {nearest(name)}?" if nearest(name) else ""
            click.echo(f"onrecord: {harmless(name)} is no setting of Onrecord; it has no effect.{meant}", err=True)
        logging.basicConfig(level=settings.log_level.upper(), stream=sys.stderr, format="%(levelname)s: %(message)s")
        return settings

    @cached_property
    def service(self) -> "Service":
        """The use cases, over this run's settings."""
        from bot.adapters.console.progress import progress_on
        from bot.service import Service

        return Service(self.settings, progress=progress_on(sys.stderr))

    @cached_property
    def opened(self) -> "Service":
        """The use cases with a generation in use; what opening it found is told on standard error."""
        service = self.service
        service.generation  # noqa: B018 - opening is what is wanted
        self.tell(service.report)
        return service

    @staticmethod
    def tell(report: "RefreshReport | None") -> None:
        """Write what a refresh found amiss, one line each."""
        if report is None:
            return
        from bot.adapters.console.listings import duplicate_line, fault_line

        lines = [harmless(report.notice)] if report.notice else []
        lines += [*map(fault_line, report.faults), *map(duplicate_line, report.duplicates)]
        for line in lines:
            click.echo(f"onrecord: {line}", err=True)

    @cached_property
    def screen(self) -> "Screen":
        """Standard output for people."""
        from bot.adapters.console.screen import screen

        return screen(sys.stdout, color=self.color)

    @staticmethod
    def write(line: str) -> None:
        """Print one line for programs: UTF-8 whatever the locale, and out at once."""
        click.echo(line.encode())


def common_options(command: AnyFunction) -> AnyFunction:
    """Give a command the options that stand before or after any subcommand; the later one wins."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def no_refresh(command: AnyFunction) -> AnyFunction:
    """Give a command that opens an index the option to keep the one that is there."""
    words = "Use the index as it is, even if the articles have changed."
    return click.option("--no-refresh", is_flag=True, expose_value=False, callback=_keep, help=words)(command)


def _keep(ctx: click.Context, _: click.Parameter, value: bool) -> None:
    if value:
        Run.of(ctx).given["refresh"] = False


def _remember(ctx: click.Context, parameter: click.Parameter, value: object) -> None:
    if value is not None and parameter.name:
        Run.of(ctx).given[parameter.name] = value


def _be_verbose(ctx: click.Context, _: click.Parameter, value: bool) -> None:
    if value:
        run = Run.of(ctx)
        run.verbose = True
        run.given["log_level"] = "info"


def _without_color(ctx: click.Context, _: click.Parameter, value: bool) -> None:
    if value:
        Run.of(ctx).color = False


def _version(ctx: click.Context, _: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        click.echo(f"onrecord {__version__}")
        ctx.exit()


_OPTIONS = (
    click.option(
        "--corpus",
        metavar="DIR",
        expose_value=False,
        callback=_remember,
        help="The folder of articles (default: seeds).",
    ),
    click.option("--data", metavar="DIR", expose_value=False, callback=_remember, help="The folder for built indexes."),
    click.option(
        "-v", "--verbose", is_flag=True, expose_value=False, callback=_be_verbose, help="Say what is being done."
    ),
    click.option("--no-color", is_flag=True, expose_value=False, callback=_without_color, help="Print without colour."),
    click.option(
        "--version", is_flag=True, is_eager=True, expose_value=False, callback=_version, help="Show the version."
    ),
)
