"""One scorecard or class test of the firm, step by step: raw value, source, function, points."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from kerong.catalogue.assessments import assessments_on
from kerong.catalogue.score_items import Stated
from kerong.catalogue.scoring import score_named
from kerong.catalogue.size_steps import SIZE
from kerong.evidence.snapshot import facts_of
from kerong.population.inputs import observed
from kerong.portal.calculator.cards import Reason, reason_of
from kerong.portal.standing.views import own_firm
from kerong.rules.operators import AT_LEAST, AT_MOST, LESS_THAN, MORE_THAN
from kerong.web.clauses import clause_words
from kerong.web.clock import day_of
from kerong.web.facts import Names, names_among, show_gap, show_move, show_value, title_of
from kerong.web.templatetags.kerong_evidence import source_title

_MARGINS = (AT_LEAST, AT_MOST, MORE_THAN, LESS_THAN)


def assessment(request: HttpRequest, name: str) -> HttpResponse:
    """Computed from what is known today; what the platform computed before is computed anew."""
    today, firm = day_of(request), own_firm(request)
    seen = facts_of(firm, as_of=today, on=today)
    language = request.LANGUAGE_CODE
    held = assessments_on(today)
    document = score_named(
        name,
        held=held,
        stated=Stated(observed(seen), today, seen.origins),
        on=today,
        language=language,
    )
    names = names_among(seen.facts.items())
    pages = [AssessmentShown(each, names) for each in document.get("tests", [document])]
    context = {"firm": firm, "pages": pages, "one": pages[0]}
    return render(request, "portal/standing/assessment.html", context)


@dataclass(frozen=True, slots=True)
class SourceShown:
    """Who observed a fact and when; `fact` names it with its value where several stand behind."""

    fact: str
    source: str
    observed_on: str


@dataclass(frozen=True, slots=True)
class StepShown:
    """One indicator; `function` says how its raw value becomes points."""

    title: str
    raw: str
    sources: list[SourceShown]
    function: str
    points: str | None
    most: str | None
    clause: str
    verified: bool
    raised: str
    missing: list[str]


@dataclass(frozen=True, slots=True)
class Marked(Reason):
    """A condition with how far the firm is from it."""

    margin: str = ""


@dataclass(frozen=True, slots=True)
class RouteShown:
    title: str
    outcome: str
    lines: list[Marked]


@dataclass(frozen=True, slots=True)
class MeasureShown:
    """One measure of a size: what it reaches alone, and what is lacking to the class above."""

    title: str
    raw: str
    reached: str
    lacking: str


@dataclass(frozen=True)
class AssessmentShown:
    """A score document in words of the page's language."""

    document: Mapping[str, Any]
    names: Names

    @cached_property
    def steps(self) -> list[StepShown]:
        """Indicators of a scorecard; none for a class test without one."""
        items = self.document["items"] if self.document["groups"] else []
        return [self._step(item) for item in items]

    @cached_property
    def measures(self) -> list[MeasureShown]:
        """The measures behind a size; none for other tests."""
        return [_measure(item) for item in self.document["items"] if "limits" in item]

    @cached_property
    def gates(self) -> list[Marked]:
        """Conditions that belong to no named route."""
        return [self._marked(line) for line in self.document["lines"] if not line["route"]]

    @cached_property
    def routes(self) -> list[RouteShown]:
        """Alternatives, of which one is enough, the one met or nearest first."""
        found = [
            RouteShown(
                route["title"],
                route["outcome"],
                [self._marked(x) for x in self.document["lines"] if x["route"] == route["key"]],
            )
            for route in sorted(
                self.document["routes"], key=lambda r: r["key"] != self.document["route"]
            )
        ]
        return [route for route in found if route.lines]

    @property
    def moves(self) -> list[str]:
        return [show_move(move) for move in self.document["smallest_change"] or ()]

    @property
    def missing(self) -> list[str]:
        return [title_of(code) for code in self.document["missing"]]

    def _step(self, item: Mapping[str, Any]) -> StepShown:
        better = item["raise"]
        return StepShown(
            title=item["title"],
            raw=show_value(item["fact"], item["raw"], self.names),
            sources=_sources(item, self.names),
            function=item["function_words"],
            points=item["points"] or _span(item["low"], item["high"]),
            most=item["max"],
            clause=clause_words(item["clause"]),
            verified=item["verified"],
            raised="" if better is None else _raised(better),
            missing=[title_of(code) for code in item["missing"]],
        )

    def _marked(self, line: Mapping[str, Any]) -> Marked:
        reason = reason_of(line, self.names)
        return Marked(
            reason.outcome,
            reason.say,
            reason.seen,
            reason.asked,
            reason.clause,
            reason.any_of,
            _margin(line),
        )


def _sources(item: Mapping[str, Any], names: Names) -> list[SourceShown]:
    """Facts are named unless the raw value itself is what was observed."""
    seen = item["observations"]
    alone = [each["fact"] for each in seen] == [item["fact"]]
    return [
        SourceShown(
            fact=""
            if alone
            else f"{title_of(each['fact'])} {show_value(each['fact'], each['value'], names)}",
            source=source_title(each["source"]),
            observed_on=each["observed_on"] or "",
        )
        for each in seen
    ]


def _raised(better: Mapping[str, Any]) -> str:
    """`研发费用 200 万元 → 300 万元：15 分`."""
    said = {"move": show_move(better), "points": better["points"]}
    return _("%(move)s: %(points)s points") % said


def _measure(item: Mapping[str, Any]) -> MeasureShown:
    fact, above = item["fact"], item["next"]
    lacking = ""
    if above is not None:
        short = _("%(size)s short") % {"size": show_gap(fact, above["distance"])}
        lacking = f"{show_value(SIZE, above['class'])} · {short}"
    reached = "" if item["reached"] is None else show_value(SIZE, item["reached"])
    return MeasureShown(item["title"], show_value(fact, item["raw"]), reached, lacking)


def _margin(line: Mapping[str, Any]) -> str:
    """How much is lacking or to spare, where the condition is a number."""
    if line["operator"] not in _MARGINS or line["distance"] in (None, 0):
        return ""
    apart = line["distance"]
    size = apart.removeprefix("-") if isinstance(apart, str) else abs(apart)
    words = show_gap(line["fact"], size)
    return (_("%(size)s to spare") if line["outcome"] == "meets" else _("%(size)s short")) % {
        "size": words
    }


def _span(low: str | None, high: str | None) -> str | None:
    return None if low is None or high is None else f"{low}–{high}"
