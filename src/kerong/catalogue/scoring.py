"""Scores and class tests of one firm, by name; computes and stores nothing."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from kerong.catalogue.access import CALCULATE
from kerong.catalogue.assessments import LISTING, Assessment, assessments_on, named
from kerong.catalogue.errors import DayOutOfReach
from kerong.catalogue.plans import REACH
from kerong.catalogue.score_documents import score_document
from kerong.catalogue.score_items import Stated
from kerong.catalogue.wording import is_english
from kerong.kernel.actor import Actor
from kerong.rules.factsfile import read_facts_document
from kerong.rules.vocabulary import vocabulary

_RANK = {"meets": 0, "unknown": 1, "fails": 2}


def score_facts(
    *,
    name: str,
    document: Any,
    on: date,
    actor: Actor,
    language: str = "zh-hans",
    held: Sequence[Assessment] | None = None,
    today: date | None = None,
) -> dict[str, Any]:
    """The score document of a facts document as sent or read from a file.

    `held` are the assessments to choose from, those published by default. Raises FactsFault,
    AssessmentAbsent, and DayOutOfReach for a day more than a year after `today`, where given.
    """
    CALCULATE.require(actor)
    if today is not None and on > today + REACH:
        raise DayOutOfReach(on=on, first="-", last=today + REACH)
    given = read_facts_document(document, vocabulary())
    shelf = assessments_on(on) if held is None else held
    return score_named(
        name, held=shelf, stated=Stated(given.facts, given.as_of or on), on=on, language=language
    )


def score_named(
    name: str,
    *,
    held: Sequence[Assessment],
    stated: Stated,
    on: date,
    language: str,
) -> dict[str, Any]:
    """One document; the name of all boards gives one with every board inside."""
    found = named(held, name, stated.facts)
    written = [score_document(each, stated=stated, on=on, language=language) for each in found]
    return _boards(written, on) if name == LISTING else written[0]


def list_assessments(held: Sequence[Assessment], language: str) -> list[dict[str, Any]]:
    """Names, titles and what each rests on."""
    english = is_english(language)
    return [
        {
            "name": each.key,
            "kind": each.rules.kind,
            "title": each.rules.title.en if english else each.rules.title.zh,
            "revision": each.rules.revision,
            "in_force_from": each.rules.open_from.isoformat(),
            "verified": each.rules.basis.verified,
            "document": each.rules.basis.document,
        }
        for each in held
    ]


def _boards(written: list[dict[str, Any]], on: date) -> dict[str, Any]:
    """The boards as steps of one answer: the best outcome counts."""
    missing: dict[str, None] = {}
    for each in written:
        missing |= dict.fromkeys(each["missing"])
    return {
        "scorecard": LISTING,
        "revision": None,
        "on": on.isoformat(),
        "value": None,
        "low": None,
        "high": None,
        "grade": min((each["outcome"] for each in written), key=_RANK.__getitem__),
        "items": [
            {
                "code": each["scorecard"],
                "raw": each["route"],
                "points": None,
                "max": None,
                "verified": each["verified"],
                "title": each["title"],
                "outcome": each["outcome"],
            }
            for each in written
        ],
        "missing": list(missing),
        "tests": written,
    }
