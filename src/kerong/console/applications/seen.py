"""The conditions of an application as an office sees them: outcomes, and values only if stated."""

import json
from typing import Any, NamedTuple

from kerong.cases.models import Application
from kerong.rules.vocabulary import vocabulary
from kerong.web.formats import is_english


class SeenLine(NamedTuple):
    """One condition: the fact it asks about, how it came out, what the firm stated itself."""

    title: str
    outcome: str
    stated: str


def seen_lines(application: Application) -> list[SeenLine]:
    """From the stored finding. Held values stay with the firm: no office has its consent."""
    finding = application.finding
    if finding is None or not finding.body:
        return []
    lines: list[dict[str, Any]] = json.loads(finding.body)["lines"]
    return [_line(line, application.stated) for line in lines if line["fact"]]


def _line(line: dict[str, Any], stated: dict[str, str]) -> SeenLine:
    words, code = vocabulary(), line["fact"]
    if code not in words:
        return SeenLine(code, line["outcome"], "")
    fact = words.fact(code)
    return SeenLine(fact.en if is_english() else fact.zh, line["outcome"], stated.get(code, ""))
