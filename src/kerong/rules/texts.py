"""Reads one offering text into frozen rules, or refuses it with file, line and reason."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from kerong.kernel.canonical import digest
from kerong.rules.benefits.read import read_benefit, read_clauses
from kerong.rules.condition_text import Names, read_routes
from kerong.rules.declarations import (
    day_of,
    parameter_kinds,
    read_fields,
    read_parameters,
    require_few,
    require_name,
    words_of,
)
from kerong.rules.document import Place, read_into
from kerong.rules.formulas import kinds
from kerong.rules.formulas.nodes import Node
from kerong.rules.formulas.parse import Scope, parse_formula
from kerong.rules.offering import (
    CLASS,
    POLICY,
    SERVICE,
    AnyOf,
    Basis,
    Condition,
    Formula,
    Measure,
    Offer,
    OfferingRules,
    Route,
    Words,
)
from kerong.rules.parts_of_kinds import require_parts_of_kind
from kerong.rules.reasons import Unreadable
from kerong.rules.scorecards.text_classes import ScorecardText
from kerong.rules.scorecards.texts import ReadScorecard, read_scorecard
from kerong.rules.text_classes import MeasureText, OfferingText, OfferText
from kerong.rules.vocabulary import COUNT, MONEY, RATIO, vocabulary
from kerong.rules.yaml_text import DEEPEST, read_yaml

MOST_MEASURES = 30
_OF_A_BENEFIT = {"limit": "amount", "rate": "on_loan.rate"}
_KEY = re.compile(r"[a-z][a-z0-9-]{1,59}", re.ASCII)
_WORDS = re.compile(r"[a-z][a-z0-9_]*", re.ASCII)


def read_offering(text: str | bytes, *, file: str) -> OfferingRules:
    """Rules from YAML text: `read_yaml` and `parse_offering` in one step."""
    return parse_offering(read_yaml(text, file=file), file=file)


def parse_offering(document: dict[str, Any], *, file: str) -> OfferingRules:
    """Rules from a loaded document, YAML or JSON alike; raises RuleTextFault.

    Nothing in the text is executed: formulas and conditions become frozen nodes. Only documents
    from `read_yaml` carry lines; for others faults name the place alone.
    """
    _require_shallow(document, Place.of(document, file))
    text = read_into(OfferingText, document, Place.of(document, file))
    if not _KEY.fullmatch(text.key):
        text.place.below("key").refuse("text.name", name=text.key[:60])
    require_parts_of_kind(text)
    names = _names(text)
    read = _scorecard(text, names)
    if read is not None:
        names = _with_scorecard(names, read)
    routes = read_routes(text.eligibility, names)
    if read is not None and read.lines:
        routes = (Route("", Words("", ""), read.lines),)
    since = day_of(text.open.from_, text.open.place.below("from"))
    until = day_of(text.open.until, text.open.place.below("until")) if text.open.until else None
    if until is not None and until < since:
        text.open.place.refuse("text.open")
    rules = OfferingRules(
        key=text.key,
        revision=text.revision,
        kind=text.kind,
        title=words_of(text.title),
        basis=Basis(text.basis.document, text.basis.source, text.basis.verified),
        open_from=since,
        open_until=until,
        parameters=names.parameters,
        fields=names.fields,
        measures=names.measures,
        routes=routes,
        offer=_offer(_offered(text), text.kind, names.scope),
        shape=text.process.shape if text.process else None,
        digest=digest(_plain(document)),
        file=file,
        summary=words_of(text.summary) if text.summary else None,
        scorecard=read.card if read is not None else None,
        conditions={line.key: line for line in _every_condition(routes)},
        benefit=read_benefit(text.benefit) if text.benefit else None,
    )
    if text.benefit is None:
        return rules
    clauses = read_clauses(text.clauses, text.place.below("clauses"), rules)
    return replace(rules, clauses=clauses)


def _names(text: OfferingText) -> Names:
    words = vocabulary()
    parameters = read_parameters(
        text.parameters, text.place.below("parameters"), verified=text.basis.verified
    )
    fields = read_fields(text.listing_fields, text.place.below("listing_fields"), words)
    scope = Scope(words, fields, parameter_kinds(parameters), measures={})
    measures = _measures(text.measures, text.place.below("measures"), scope)
    nodes = {name: measure.node for name, measure in measures.items()}
    return Names(replace(scope, measures=nodes), fields, measures, parameters, text.basis.verified)


def _scorecard(text: OfferingText, names: Names) -> ReadScorecard | None:
    if text.scorecard is None:
        return None
    held = text.scorecard
    lines = getattr(held.value, "lines", None)
    file = text.place.file.replace("offering.yaml", "scorecard.yaml")
    place = Place(file, getattr(held.value, "line", None), "", lines)
    read = read_scorecard(read_into(ScorecardText, held.value, place), names)
    if text.kind == CLASS and (read.lines or read.card.feeds):
        place.refuse("scorecard.of_class")
    return read


def _with_scorecard(names: Names, read: ReadScorecard) -> Names:
    """What the scorecard makes may be named by lines and by the offer."""
    measures = {**names.measures, **read.measures}
    nodes = {name: measure.node for name, measure in measures.items()}
    return replace(
        names,
        measures=measures,
        parameters={**names.parameters, **read.parameters},
        scope=replace(names.scope, measures=nodes),
    )


def _measures(written: Mapping[str, MeasureText], place: Place, scope: Scope) -> dict[str, Measure]:
    """Measures in an order in which each reads only earlier ones; a cycle is refused."""
    require_few(len(written), MOST_MEASURES, place)
    for name, text in written.items():
        require_name(name, text.place)
    found: dict[str, Measure] = {}
    waiting = dict(written)
    while waiting:
        ready = [name for name, text in waiting.items() if not _reads_any(text.formula, waiting)]
        if not ready:
            place.below(next(iter(waiting))).refuse("measure.cycle", names=list(waiting))
        for name in ready:
            found[name] = _measure(name, waiting.pop(name), scope, found)
    return {name: found[name] for name in written}


def _reads_any(formula: str, names: Mapping[str, Any]) -> bool:
    return any(word in names for word in _WORDS.findall(formula))


def _measure(name: str, text: MeasureText, scope: Scope, earlier: Mapping[str, Measure]) -> Measure:
    nodes = {known: measure.node for known, measure in earlier.items()}
    inner = replace(scope, measures=nodes, arguments_allowed=False)
    node = _formula(text.formula, inner, text.unit, text.place.below("formula"))
    return Measure(name, text.unit, words_of(text.title), text.formula, node)


def _offered(text: OfferingText) -> OfferText | None:
    """The offer as written; of a policy the amount and the rate its benefit names."""
    if text.benefit is None:
        return text.offer
    loan = text.benefit.on_loan
    rate = loan.rate if loan else None
    return OfferText(place=text.benefit.place, limit=text.benefit.amount, rate=rate)


def _offer(text: OfferText | None, kind: str, scope: Scope) -> Offer:
    if text is None:
        return Offer()
    if kind == SERVICE:
        text.place.refuse("text.service_offer")
    named = _OF_A_BENEFIT if kind == POLICY else {}

    def formula(key: str, written: str | None, wanted: str) -> Formula | None:
        if written is None:
            return None
        place = text.place.below(named.get(key, key))
        return Formula(written, _formula(written, scope, wanted, place))

    return Offer(
        limit=formula("limit", text.limit, MONEY),
        rate=formula("rate", text.rate, RATIO),
        term=formula("term", text.term, COUNT),
    )


def _formula(written: str, scope: Scope, wanted: str, place: Place) -> Node:
    try:
        node = parse_formula(written, scope)
        if not kinds.fits(node.kind, wanted):
            raise Unreadable("formula.result", kind=node.kind, wanted=wanted)
    except Unreadable as why:
        place.fault(why)
    return node


def _every_condition(routes: tuple[Route, ...]) -> list[Condition]:
    found: list[Condition] = []
    for line in (line for route in routes for line in route.lines):
        found.extend(line.conditions if isinstance(line, AnyOf) else (line,))
    return found


def _require_shallow(document: Any, place: Place) -> None:
    level = [document]
    for _ in range(DEEPEST):
        level = [item for held in level for item in _held(held)]
        if not level:
            return
    place.refuse("text.deep", deepest=DEEPEST)


def _held(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, list) else value
