"""Gold questions: what is asked, which short answers are right, and which sentences of which articles show it.

One JSON object a line: ``{"id", "question", "type", "answerable", "answers", "evidence"}``; a citation is right when it
is from an evidence's source and contains its text (or covers its offsets). Refuses lines it cannot read, by number.
"""

from pathlib import Path

from pydantic import ValidationError

from bot.errors import QuestionsFault
from bot.models import Citation
from index.models import Frozen, Offset


class Evidence(Frozen):
    """Where an answer stands: in which file, and in the sentence that contains a text or covers a span."""

    source: str
    contains: str | None = None
    start: Offset | None = None
    end: Offset | None = None

    def shown_by(self, citation: Citation) -> bool:
        """Whether a citation is this evidence."""
        if citation.source != self.source:
            return False
        if self.start is not None and self.end is not None:
            return citation.start <= self.start < citation.end
        return self.contains is not None and self.contains in citation.quote


class GoldQuestion(Frozen):
    """A question with its right answers; ``answerable`` is false where the articles are silent."""

    id: str
    question: str
    type: str = "any"
    answerable: bool = True
    answers: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()

    def right_rank(self, citations: tuple[Citation, ...]) -> int | None:
        """The 1-based place of the first right citation, or nothing."""
        places = (n for n, citation in enumerate(citations, 1) if any(e.shown_by(citation) for e in self.evidence))
        return next(places, None)


def read_gold(path: Path) -> list[GoldQuestion]:
    """Read gold questions from a JSON Lines file; a line that is none is named in the error."""
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise QuestionsFault(
            "Cannot read the gold questions", where=str(path), advice="Name a JSON Lines file."
        ) from error
    return [_question(line, f"{path}, line {number}") for number, line in enumerate(lines, 1) if line.strip()]


def _question(line: str, where: str) -> GoldQuestion:
    try:
        return GoldQuestion.model_validate_json(line)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        advice = f"{'.'.join(map(str, first['loc'])) or 'the line'}: {first['msg']}."
        raise QuestionsFault("Not a gold question", where=where, advice=advice) from error
