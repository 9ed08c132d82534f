"""Answers of the column compiler and of the engine for one firm, in one shape."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from kerong.rules.engine_1 import Plan, Result
from kerong.rules.engine_1.columns import Amount, ColumnResults, columns_of, compile_columns

# Outcome, route, limit, rate, term.
Answer = tuple[str, str | None, int | None, int | None, int | None]
OUTCOMES = {1: "meets", 0: "fails", -1: "unknown"}


def in_columns(plan: Plan, firms: Sequence[Mapping[str, Any]], on: date) -> ColumnResults:
    block = columns_of([(f"firm-{at}", facts) for at, facts in enumerate(firms)])
    return compile_columns(plan, on).run(block)


def of_columns(results: ColumnResults, listing: int, row: int) -> Answer:
    return (
        OUTCOMES[int(results.outcomes[listing, row])],
        results.route(listing, row),
        amount_at(results.limit_fen(listing), row, results.rows),
        amount_at(results.rate_ppm(listing), row, results.rows),
        amount_at(results.term_months(listing), row, results.rows),
    )


def answers_of(results: ColumnResults, listing: int) -> list[Answer]:
    """The answers of all firms for one listing."""
    amounts = (
        results.limit_fen(listing),
        results.rate_ppm(listing),
        results.term_months(listing),
    )
    nothing = [None] * results.rows
    told = [nothing if each is None else each.told(results.rows) for each in amounts]
    outcomes = [OUTCOMES[each] for each in results.outcomes[listing].tolist()]
    routes = [results.route(listing, row) for row in range(results.rows)]
    return list(zip(outcomes, routes, *told, strict=True))


def of_engine(result: Result) -> Answer:
    return (
        result.outcome,
        result.route,
        result.limit_fen,
        result.rate_ppm,
        result.term_months,
    )


def amount_at(amount: Amount | None, row: int, rows: int) -> int | None:
    if amount is None:
        return None
    at, known = amount.full(rows)
    return int(at[row]) if known[row] else None


def require_agreement(plan: Plan, firms: Sequence[Mapping[str, Any]], on: date) -> int:
    """Compare every pair of firm and listing; returns how many firms left 64 bits."""
    results = in_columns(plan, firms, on)
    found = [answers_of(results, listing) for listing in range(len(plan.listings))]
    for row, facts in enumerate(firms):
        for listing, wanted in enumerate(plan.run(facts, on)):
            assert found[listing][row] == of_engine(wanted), (facts, wanted.listing)
    return results.exact_rows
