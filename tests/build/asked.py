"""Every number that random rules, scorecards and tables ask, as fact, type and units."""

import json
from collections.abc import Iterator
from fractions import Fraction
from random import Random
from typing import Any

from kerong.rules.engine_1 import Plan
from kerong.rules.factsfile import read_facts_document
from kerong.rules.values import measured, read_value
from kerong.rules.vocabulary import COUNT, DATE, MONEY, POINTS, RATIO, vocabulary
from tests.build.rules import BY_TYPE, DATES, SIZES, TODAY, firm
from tests.build.thresholds import Firm, asked_of_facts, in_known_firms

Asked = tuple[str, str, list[int]]
DIRECT = ["100元", "200元"]  # where the steps of a direct amount begin
STAGES = {MONEY: ["2000万", "40000万"], COUNT: ["5"]}  # operating revenue and years since founding


def asked_of_offering(plan: Plan) -> list[Asked]:
    """What lines ask of facts, where random formulas step, and what tables and days turn on."""
    steps = {COUNT: [1, 2, 3], RATIO: [10**6, 2_500_000], POINTS: [1000, 2500]}
    stepped = [(code, kind, asks) for kind, asks in steps.items() for code in BY_TYPE[kind]]
    sizes = [
        (code, kind, sorted({ask for row in SIZES for ask in row[at] or ()}))
        for at, (code, kind) in enumerate(
            [("employees", COUNT), ("operating_revenue", MONEY), ("total_assets", MONEY)], 1
        )
    ]
    days = [(code, DATE, [TODAY.toordinal()]) for code in DATES]
    years = [TODAY.replace(year=TODAY.year - past).toordinal() for past in range(1, 6)]
    return [*asked_of_facts(plan, TODAY), *stepped, *sizes, *days, ("founded_on", DATE, years)]


def asked_of_card(text: str) -> list[Asked]:
    """What indicators and vetoes of a random card turn on, and where stages of growth begin."""
    card = json.loads(text)["scorecard"]
    found = [one for each in card["indicators"] for one in _of_indicator(each)]
    for veto in card["veto"]:
        line = veto["line"]
        asked = next(value for key, value in line.items() if key not in ("clause", "say", "fact"))
        if isinstance(asked, str):
            found.append(units_of(line["fact"], [asked]))
    found.append(units_of("operating_revenue", STAGES[MONEY]))
    return [*found, units_of("years_since_founding", STAGES[COUNT])]


def _of_indicator(item: dict[str, Any]) -> Iterator[Asked]:
    if item["raw"] == "patents_each":
        yield units_of("invention_patents", ["0", "1", "2", "3", "4"])
        yield units_of("lenders_count", ["0", "1", "2", "3", "4"])
    elif vocabulary().fact(item["raw"]).type in (MONEY, COUNT, RATIO):
        table = item.get("steps", item.get("steps_at_most", item.get("efficacy")))
        direct = DIRECT if vocabulary().fact(item["raw"]).type == MONEY else ["0", "1"]
        yield units_of(item["raw"], direct if table is None else list(table))


def units_of(code: str, texts: list[str]) -> Asked:
    """Numbers as rules write them, in units of the fact they are asked of."""
    kind = vocabulary().fact(code).type
    return code, kind, [int(Fraction(*measured(kind, read_value(kind, each)))) for each in texts]


def random_firms_at(asked: list[Asked], rng: Random) -> list[Firm]:
    """At everything asked, random firms of which all, most or little else is known."""
    written = [firm(rng, unknown) for unknown in (0, 0, 0.1, 0.1, 0.6)]
    return in_known_firms(
        asked, [read_facts_document({"facts": each}, vocabulary()).facts for each in written]
    )
