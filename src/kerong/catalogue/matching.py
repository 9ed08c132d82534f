"""Matching 一键智配: one firm's facts against every product on the shelf, as one document."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from kerong.catalogue.access import CALCULATE
from kerong.catalogue.documents import Writer, head, ordered
from kerong.catalogue.errors import ListingAbsent
from kerong.catalogue.near import FAR
from kerong.catalogue.plans import HeldPlan, plan_asked, plan_for
from kerong.kernel.actor import Actor
from kerong.rules.engine_1 import ENGINE, Results
from kerong.rules.factsfile import read_facts_document
from kerong.rules.values import Value
from kerong.rules.vocabulary import vocabulary

Facts = Mapping[str, Value | None]


def calculate(
    *, facts: Facts, as_of: date, on: date, actor: Actor, language: str = "zh-hans"
) -> dict[str, Any]:
    """The calc document for facts in memory form; an absent code is unknown. Stores nothing.

    Two indexed reads when the catalogue has not moved since this process last looked.
    """
    CALCULATE.require(actor)
    return _document(plan_for(on), facts, as_of, on, language)


def calculate_document(
    *,
    document: Any,
    on: date,
    actor: Actor,
    language: str = "zh-hans",
    today: date | None = None,
) -> dict[str, Any]:
    """The same for a facts document as sent or read from a file; raises FactsFault.

    A document that names no `as_of` describes the day of the decision. A day before the first
    revision raises DayOutOfReach; so does one more than a year after `today`, where given.
    """
    CALCULATE.require(actor)
    given = read_facts_document(document, vocabulary())
    as_of = given.as_of or on
    return _document(plan_asked(on, today=today), given.facts, as_of, on, language)


def calculate_listing(
    *, facts: Facts, on: date, code: str, actor: Actor, language: str = "zh-hans"
) -> dict[str, Any]:
    """One entry of `results`, for a page that opens a single product; raises ListingAbsent."""
    CALCULATE.require(actor)
    held = plan_for(on)
    place = held.place_of(code)
    if place is None:
        raise ListingAbsent(code=code[:40])
    results = held.plan.run(facts, on)
    writer = Writer(results, held.phrases, language)
    lines = results[place].lines
    change = held.changes.of(results[place], lines, facts, FAR)
    return writer.result(results[place], held.cards[place], lines, change)


def _document(held: HeldPlan, facts: Facts, as_of: date, on: date, language: str) -> dict[str, Any]:
    results: Results = held.plan.run(facts, on)
    writer = Writer(results, held.phrases, language)
    answers = list(results)
    written = []
    for answer, card in zip(answers, held.cards, strict=True):
        lines = answer.lines
        change = held.changes.of(answer, lines, facts)
        written.append(writer.result(answer, card, lines, change))
    top = head(results=results, engine=ENGINE, catalogue_no=held.stand.no, as_of=as_of, on=on)
    return {**top, "results": ordered(written, answers), "policies": []}
