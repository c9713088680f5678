"""Commands for golden questions: list them, add and remove them, ask them of the index in use."""

import json
from typing import TYPE_CHECKING

import click

from bot.commands import failing
from bot.commands.moderating import with_store
from bot.commands.running import Run, common_options
from bot.text import harmless, one_line

if TYPE_CHECKING:
    from bot.evaluation.gold import GoldQuestion
    from bot.moderation.golden import Golden
    from bot.store import Store


@click.group()
@common_options
def golden() -> None:
    """Keep the golden questions: asked of every new index before it may answer."""


@golden.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print one line of JSON for each question.")
@common_options
@click.pass_context
def show(ctx: click.Context, as_json: bool) -> None:
    """Show the golden questions, and what is right."""
    from bot.adapters.console.refreshes import golden_rows
    from bot.moderation.gate import golden_questions

    run = Run.of(ctx)
    questions = golden_questions(run.settings.corpus, run.service.snapshots)
    if not as_json:
        run.screen.show(golden_rows(questions))
        return
    for each in questions:
        run.write(one_line(json.dumps(each.model_dump(mode="json"))))


@golden.command()
@click.argument("question")
@click.option("--source", metavar="FILE", help="The article that answers it.")
@click.option("--contains", metavar="TEXT", help="Words of the sentence that answers it.")
@click.option("--answer", "answers", metavar="TEXT", multiple=True, help="A right short answer; may be repeated.")
@click.option("--decline", is_flag=True, help="No article answers it: declining is right.")
@common_options
@click.pass_context
def add(
    ctx: click.Context, question: str, source: str | None, contains: str | None, answers: tuple[str, ...], decline: bool
) -> None:
    """Add a golden QUESTION: as it is answered now, unless it is said what is right."""
    from bot.adapters.console.refreshes import golden_rows

    if (source is None) != (contains is None):
        raise click.UsageError("--source and --contains go together.", ctx)
    run = Run.of(ctx)

    async def work(store: "Store") -> "GoldQuestion":
        from bot.evaluation.gold import Evidence
        from bot.models import Question
        from bot.moderation.actors import at_the_console

        kept, actor = _golden(run, store), at_the_console()
        if not (source or answers or decline):
            return await kept.add_from(run.opened.ask(Question(text=question)), actor)
        evidence = [Evidence(source=source, contains=contains)] if source else []
        return await kept.add(actor, question, evidence, answers=answers, answerable=not decline)

    run.screen.show(golden_rows([with_store(run, work)]))


@golden.command()
@click.argument("question_id", metavar="ID")
@common_options
@click.pass_context
def remove(ctx: click.Context, question_id: str) -> None:
    """Take a golden question away, by its ID."""
    run = Run.of(ctx)

    async def work(store: "Store") -> "GoldQuestion":
        from bot.moderation.actors import at_the_console

        return await _golden(run, store).remove(question_id, at_the_console())

    run.screen.say(f"Removed: {harmless(with_store(run, work).question)}")


@golden.command()
@common_options
@click.pass_context
def ask(ctx: click.Context) -> int:
    """Ask the golden questions of the index in use; exit status 1 if an answer is not right."""
    from bot.adapters.console.refreshes import asked_rows
    from bot.models import Question
    from bot.moderation.gate import given, golden_questions

    run = Run.of(ctx)
    questions = golden_questions(run.settings.corpus, run.service.snapshots)
    asked = [(each, given(run.opened.ask(Question(text=each.question)), each)) for each in questions]
    run.screen.show(asked_rows(asked))
    return failing.ANSWERED if all(each.right for _, each in asked) else failing.DECLINED


def _golden(run: Run, store: "Store") -> "Golden":
    from bot.moderation.golden import Golden

    return Golden(run.service, store)
