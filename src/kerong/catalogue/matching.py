"""Matching 一键智配: one firm's facts against every product and policy, as one document."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from datetime import date
from typing import Any

from kerong.catalogue.access import CALCULATE
from kerong.catalogue.documents import Writer, head, ordered
from kerong.catalogue.errors import ClauseAbsent, ListingAbsent
from kerong.catalogue.models import ListingRevision
from kerong.catalogue.near import FAR, NEAR
from kerong.catalogue.plans import HeldPlan, plan_asked, plan_for, plan_of_form
from kerong.catalogue.policies.documents import PolicyWriter
from kerong.catalogue.policies.on_products import WithPolicies
from kerong.kernel.actor import Actor
from kerong.rules.engine_1 import ENGINE, Result, Results
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


def facts_missing(*, facts: Facts, on: date, actor: Actor) -> Counter[str]:
    """How many products each unknown fact holds up; runs the plan and writes no document."""
    CALCULATE.require(actor)
    results = plan_for(on).plan.run(facts, on)
    return Counter(code for result in results for code in result.missing)


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
    *,
    facts: Facts,
    on: date,
    code: str,
    actor: Actor,
    language: str = "zh-hans",
    doubtful: Set[str] = frozenset(),
) -> dict[str, Any]:
    """One entry of `results`, for a page that opens a single product; raises ListingAbsent.

    Its `with_policies` also says what clauses that are not counted would give. An entry that reads
    one of the `doubtful` facts, computed earlier by a rule nobody verified, is not verified.
    """
    CALCULATE.require(actor)
    held = plan_for(on)
    place = held.place_of(code)
    if place is None:
        raise ListingAbsent(code=code[:40])
    results, policies = _run(held, facts, on, language, wide=True)
    entry = _written(held, results, [place], policies, most=FAR)[0]
    return entry | _trusted(entry, results[place], doubtful)


def calculate_form(
    *, revision: ListingRevision, on: date, actor: Actor, language: str = "zh-hans"
) -> dict[str, Any]:
    """The entry a form will have once it is approved, for a firm nothing is known of.

    Raises ListingNumbersFault where the pack of the day no longer takes its numbers.
    """
    CALCULATE.require(actor)
    held = plan_of_form(revision, on)
    results, policies = _run(held, {}, on, language)
    return _written(held, results, [0], policies)[0]


def calculate_policies(
    *, facts: Facts, on: date, actor: Actor, language: str = "zh-hans"
) -> list[dict[str, Any]]:
    """The `policies` of a calculation alone."""
    CALCULATE.require(actor)
    policies = plan_for(on).policies
    return PolicyWriter(policies, policies.plan.run(facts, on), language).every()


def calculate_clause(
    *, facts: Facts, on: date, code: str, actor: Actor, language: str = "zh-hans"
) -> dict[str, Any]:
    """One entry of `policies`, for a page that opens a single clause; raises ClauseAbsent."""
    found = calculate_clauses(facts=facts, on=on, codes=[code], actor=actor, language=language)
    if not found:
        raise ClauseAbsent(code=code[:40])
    return found[code]


def calculate_clauses(
    *, facts: Facts, on: date, codes: Iterable[str], actor: Actor, language: str = "zh-hans"
) -> dict[str, dict[str, Any]]:
    """Entries of `policies` by code, for these clauses alone; what is not in force is left out."""
    CALCULATE.require(actor)
    policies = plan_for(on).policies
    writer = PolicyWriter(policies, policies.plan.run(facts, on), language)
    places = {code: policies.place_of(code) for code in codes}
    return {code: writer.one(at, FAR) for code, at in places.items() if at is not None}


def calculate_few(
    *,
    facts: Facts,
    on: date,
    codes: Sequence[str],
    actor: Actor,
    language: str = "zh-hans",
    doubtful: Set[str] = frozenset(),
) -> list[dict[str, Any]]:
    """Entries of `results` for these products in the order asked; what is absent is left out, and
    `doubtful` facts count as in `calculate_listing`.

    The whole plan runs in a fraction of a millisecond; writing out every product is what costs.
    """
    CALCULATE.require(actor)
    held = plan_for(on)
    places = [place for code in codes if (place := held.place_of(code)) is not None]
    results, policies = _run(held, facts, on, language)
    entries = zip(places, _written(held, results, places, policies), strict=True)
    return [entry | _trusted(entry, results[place], doubtful) for place, entry in entries]


def _trusted(entry: Mapping[str, Any], answer: Result, doubtful: Set[str]) -> dict[str, bool]:
    return {"verified": entry["verified"] and doubtful.isdisjoint(answer.reads)}


def _document(held: HeldPlan, facts: Facts, as_of: date, on: date, language: str) -> dict[str, Any]:
    results, policies = _run(held, facts, on, language)
    written = _written(held, results, range(len(results)), policies)
    top = head(results=results, engine=ENGINE, catalogue_no=held.stand.no, as_of=as_of, on=on)
    return {
        **top,
        "results": ordered(written, list(results)),
        "policies": PolicyWriter(held.policies, policies.found, language).every(),
    }


def _run(
    held: HeldPlan, facts: Facts, on: date, language: str, *, wide: bool = False
) -> tuple[Results, WithPolicies]:
    """The products and the clauses of the day for one firm."""
    results, found = held.plan.run(facts, on), held.policies.plan.run(facts, on)
    return results, WithPolicies(held, results, found, language, wide=wide)


def _written(
    held: HeldPlan,
    results: Results,
    places: Iterable[int],
    policies: WithPolicies,
    *,
    most: int = NEAR,
) -> list[dict[str, Any]]:
    """The entries at these places of the plan; `most` bounds the search for smallest changes."""
    writer = Writer(results, held.phrases, policies.language)
    written = []
    for place in places:
        answer = results[place]
        lines = answer.lines
        change = held.changes.of(answer, lines, results.facts, most)
        entry = writer.result(answer, held.cards[place], lines, change)
        written.append({**entry, "with_policies": policies.of(place)})
    return written
