"""Commands that answer: one question, a stream of questions, a prompt, a message to check."""

import sys

import click

from bot.commands import failing
from bot.commands.running import Run, common_options, no_refresh
from bot.models import Question
from bot.text import one_line


@click.command()
@click.argument("question", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="Print the Answer as one line of JSON.")
@click.option("--questions", metavar="FILE", help='JSON Lines of {"id", "question"}; - for standard input.')
@click.option("--all", "everything", is_flag=True, help="Show every sentence that was found, not only the best.")
@no_refresh
@common_options
@click.pass_context
def ask(ctx: click.Context, question: tuple[str, ...], as_json: bool, questions: str | None, everything: bool) -> int:
    """Answer a QUESTION with sentences from the articles, each with its source.

    The words of a question need no quotes, as long as the shell leaves them alone.

    Exit status: 0 answered, 1 declined, 2 wrong use, 3 a fault of the corpus or the index; 0 for a file of questions.
    """
    run = Run.of(ctx)
    if questions is not None:
        return _answer_all(run, question, questions, as_json=as_json)
    if not question:
        raise click.UsageError('Missing a question. Try: onrecord ask "who mediated?"', ctx)
    answer = run.opened.ask(Question(text=" ".join(question)))
    if as_json:
        run.write(one_line(answer.model_dump_json()))
    else:
        from bot.adapters.console.answers import answer_rows

        marks = run.screen.marks
        run.screen.show(answer_rows(answer, run.opened.as_of(), marks=marks, everything=everything))
    return failing.ANSWERED if answer.status == "answered" else failing.DECLINED


def _answer_all(run: Run, question: tuple[str, ...], questions: str, *, as_json: bool) -> int:
    from bot.commands import batch

    if question:
        raise click.UsageError("Give either a question or --questions, not both.")
    if not as_json:
        raise click.UsageError("--questions prints JSON Lines: add --json.")
    with batch.opened(questions) as lines:
        for answer in batch.answers(lines, run.opened):
            run.write(one_line(answer.model_dump_json()))
    return failing.ANSWERED


@click.command()
@no_refresh
@common_options
@click.pass_context
def console(ctx: click.Context) -> int:
    """Ask at a prompt, with history and completion; /help lists what else can be typed."""
    from bot.adapters.console.prompt import converse

    run = Run.of(ctx)
    service = run.opened
    service.answerer  # noqa: B018 - what takes time happens before the prompt stands there
    names = (surface for surfaces in service.generation.names.values() for surface in surfaces)
    converse(service, run.screen, sys.stdin, history=run.settings.data / "console-history", names=names)
    return failing.ANSWERED


@click.command()
@click.argument("text", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="Print the check as one line of JSON.")
@no_refresh
@common_options
@click.pass_context
def check(ctx: click.Context, text: tuple[str, ...], as_json: bool) -> int:
    """Hold the claims of a message against the articles: the nearest sentences, and where they differ. No verdict."""
    run = Run.of(ctx)
    found = run.opened.check(" ".join(text))
    if as_json:
        run.write(one_line(found.model_dump_json()))
    else:
        from bot.adapters.console.checks import check_rows

        run.screen.show(check_rows(found))
    return failing.ANSWERED
