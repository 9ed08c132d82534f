"""What the figures of one year say of every listing standard, and of the size of a firm.

Market value, share capital and approvals are in no annual report: a standard counts as met "by its
figures" when everything else it asks is met. Industry is not in the file either: the size is given
for every row of the standard.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

STAR, CHINEXT, MAIN = "STAR", "ChiNext", "main"
PACKS_OF = {STAR: "listing-star", CHINEXT: "listing-chinext", MAIN: "listing-main"}
MEETS, UNKNOWN, FAILS = "meets", "unknown", "fails"
LEFT_ASIDE = frozenset({"market_cap", "share_capital_after_issue", "public_share_ratio"})
_APPROVED = frozenset(
    {
        *("has_state_approved_product", "has_large_market", "has_staged_result"),
        *("has_clear_advantage", "phase2_trials", "industry_code"),
    }
)
EARLIER = "earlier years are not in the file"
NO_RD = "R&D expense is missing"
NO_CASH = "operating cash flow is missing"
APPROVALS = "standard 5 rests on approvals, not on figures"
FALLS_SHORT = "the figures fall short of every standard"


@dataclass(frozen=True, slots=True)
class Judged:
    """What the figures of one year say: standards met by figures, and why others stay open."""

    met: tuple[str, ...]
    open: tuple[str, ...]
    least_value_fen: int | None
    reasons: tuple[str, ...]

    @property
    def outcome(self) -> str:
        return MEETS if self.met else UNKNOWN if self.open else FAILS


class Standards:
    """The listing tests and the size standard, compiled once."""

    def __init__(self) -> None:
        from kerong.catalogue.pack_files import read_pack
        from kerong.config.paths import PACKS
        from kerong.reference.rules_tables import shipped_tables
        from kerong.rules.engine_1 import compile_rules
        from kerong.rules.listings import ListingArguments

        tables = shipped_tables()
        self.sizes = [
            (row.industry, row.codes[0] if row.codes else "M") for row in tables.size_limits
        ]
        self._plans = {}
        for key in (*PACKS_OF.values(), "size"):
            rules = read_pack(PACKS / "national" / key).rules
            arguments = [ListingArguments(rules.key, rules.key, {})]
            self._plans[key] = compile_rules([rules]).plan(arguments, {}, tables)

    def judge(self, board: str, facts: Mapping[str, Any], year: int) -> Judged:
        """The board's standards on the figures of the year, market value and gates left aside."""
        result = self._plans[PACKS_OF[board]].run(facts, date(year, 12, 31))[0]
        routes: dict[str, list[Any]] = {}
        for line in result.lines:
            if line.route:
                routes.setdefault(line.route, []).append(line)
        outcomes = {route: _by_figures(lines) for route, lines in routes.items()}
        met = tuple(route for route, outcome in outcomes.items() if outcome == MEETS)
        still = tuple(route for route, outcome in outcomes.items() if outcome == UNKNOWN)
        values = [_value_asked(routes[route]) for route in met]
        reasons = () if met else _reasons(result.rules, [routes[each] for each in still], facts)
        return Judged(met, still, min(values, default=None), reasons)

    def size(self, facts: Mapping[str, Any], year: int) -> dict[str, str]:
        """The class under every row of the standard; "unknown" where a figure is missing."""
        found = {}
        for industry, code in self.sizes:
            result = self._plans["size"].run({**facts, "industry_code": code}, date(year, 12, 31))[
                0
            ]
            found[industry] = str(result.route) if result.outcome == MEETS else UNKNOWN
        return found


def _by_figures(lines: Sequence[Any]) -> str:
    """All lines but the market value; of alternatives the best one counts."""
    asked = [line for line in lines if line.fact not in LEFT_ASIDE]
    groups: dict[int, list[str]] = {}
    for at, line in enumerate(asked):
        groups.setdefault(line.any_of or -at - 1, []).append(line.outcome)
    best = [min(group, key=(MEETS, UNKNOWN, FAILS).index) for group in groups.values()]
    return max(best, key=(MEETS, UNKNOWN, FAILS).index)


def _value_asked(lines: Sequence[Any]) -> int:
    """0 for a standard that asks for no market value."""
    return max((line.asked for line in lines if line.fact == "market_cap"), default=0)


def _reasons(
    rules: Any, still: Iterable[Sequence[Any]], facts: Mapping[str, Any]
) -> tuple[str, ...]:
    from kerong.rules.engine_1.missing import facts_of_line

    found = {
        _reason(fact)
        for lines in still
        for line in lines
        if line.outcome == UNKNOWN and line.fact not in LEFT_ASIDE
        for fact in facts_of_line(rules, rules.condition(line.key))
        if facts.get(fact) is None
    }
    return tuple(sorted(found)) or (FALLS_SHORT,)


def _reason(fact: str) -> str:
    if fact in _APPROVED:
        return APPROVALS
    if fact.endswith(("_prev", "_prev2")):
        return EARLIER
    return {"rd_expense": NO_RD, "operating_cash_flow": NO_CASH}.get(fact, f"{fact} is missing")
