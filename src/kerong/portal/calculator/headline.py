"""The calculation in short: the largest single limit and the lowest rate among what is met."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from kerong.kernel.money import Money
from kerong.portal.calculator.eased import cost_after

Result = Mapping[str, Any]


@dataclass(frozen=True)
class Headline:
    """Never a sum: the largest single limit and the lowest rate among what is met.

    `cost` is the lowest all-in cost, policies counted in.
    """

    limit: str | None
    limit_of: str
    limit_code: str
    rate: str | None
    rate_of: str
    rate_code: str
    rate_follows_lpr: bool
    cost: str | None
    cost_of: str
    cost_code: str
    meets: int
    unknown: int


def headline_of(
    results: Sequence[Result], counts: Mapping[str, int], shelf: Mapping[str, Any]
) -> Headline:
    met = [result for result in results if result["outcome"] == "meets"]
    limits = [result for result in met if result["limit_yuan"] is not None]
    rates = [result for result in met if result["annual_rate"] is not None]
    highest = max(limits, key=lambda r: Money.from_yuan(r["limit_yuan"]).fen, default=None)
    lowest = min(rates, key=lambda r: Fraction(r["annual_rate"]), default=None)
    costs = [(Fraction(cost), r["listing"], r) for r in met if (cost := cost_after(r)) is not None]
    cheapest = min(costs, key=lambda each: each[:2])[2] if costs else None
    return Headline(
        limit=highest["limit_yuan"] if highest else None,
        limit_of=highest["name"] if highest else "",
        limit_code=highest["listing"] if highest else "",
        rate=lowest["annual_rate"] if lowest else None,
        rate_of=lowest["name"] if lowest else "",
        rate_code=lowest["listing"] if lowest else "",
        rate_follows_lpr=_follows_lpr(shelf.get(lowest["listing"])) if lowest else False,
        cost=cost_after(cheapest) if cheapest else None,
        cost_of=cheapest["name"] if cheapest else "",
        cost_code=cheapest["listing"] if cheapest else "",
        meets=counts["meets"],
        unknown=counts["unknown"],
    )


def _follows_lpr(shelved: Any) -> bool:
    return getattr(shelved, "follows_lpr", False)
