"""The plain rules in the language of a DataFrame library and of an analytic database.

Each gives, by product, how many firms meet, fail and are unknown, and the sum of known limits.
Amounts of the invented firms are small enough for 64 bits, so nobody needs to look after that.
"""

from functools import reduce
from operator import add
from pathlib import Path
from typing import Any

from bench.population_rules import MILLION, Limit, PlainRules, Product, Question

Totals = list[tuple[int, int, int, int]]  # meets, fails, unknown, sum of limits


class InPolars:
    """Lazy expressions: every distinct question a column, products from those columns."""

    def __init__(self, path: Path) -> None:
        import polars as pl

        self.pl = pl
        self.frame = pl.read_parquet(path)

    def totals(self, rules: PlainRules) -> Totals:
        pl = self.pl
        questions = [self._question(q).alias(f"q{at}") for at, q in rules.questions.items()]
        products = []
        for at, product in enumerate(rules.products):
            if product.limit is not None:
                products.append(self._limit(product.limit).alias(f"l{at}"))
        frame = self.frame.lazy().with_columns(questions).with_columns(products)
        wanted = []
        for at, product in enumerate(rules.products):
            met = self._met(at, product)
            wanted += [met.sum().alias(f"m{at}"), (~met).sum().alias(f"f{at}")]
            total = pl.col(f"l{at}").sum() if product.limit is not None else pl.lit(0)
            wanted.append(total.alias(f"s{at}"))
        row = frame.select(wanted).collect().row(0, named=True)
        firms = self.frame.height
        return [
            (row[f"m{at}"], row[f"f{at}"], firms - row[f"m{at}"] - row[f"f{at}"], row[f"s{at}"])
            for at in range(len(rules.products))
        ]

    def _question(self, question: Question) -> Any:
        pl = self.pl
        if question.places:
            return pl.col(question.top).is_in(question.places)
        left, right = pl.col(question.top), pl.lit(question.ask)
        if question.below:
            if question.minus:
                left = left - pl.col(question.minus)
            below = pl.col(question.below)
            left = pl.when(below != 0).then(left * MILLION)
            right = below * question.ask
        return left >= right if question.sign == ">=" else left <= right

    def _limit(self, limit: Limit) -> Any:
        pl = self.pl
        amount = reduce(add, (pl.col(name) * factor for factor, name in limit.terms)) + limit.plus
        cap = limit.cap * limit.over
        least = pl.when(amount > cap).then(cap).otherwise(amount)
        if limit.unit:
            return least // limit.unit * limit.unit
        return (2 * least + limit.over) // (2 * limit.over)

    def _met(self, at: int, product: Product) -> Any:
        pl = self.pl
        parts = [pl.col(f"q{line}") for line in product.lines]
        parts += [pl.any_horizontal([f"q{line}" for line in group]) for group in product.groups]
        if product.limit is not None:
            parts.append(self._some(at, product.limit))
        return pl.all_horizontal(parts)

    def _some(self, at: int, limit: Limit) -> Any:
        pl = self.pl
        known = pl.col(f"l{at}") > 0
        if len(limit.terms) == 1:
            return known
        part = reduce(add, (pl.col(name).fill_null(0) for _, name in limit.terms))
        return pl.coalesce(known, pl.when(part > 0).then(True))


class InDuckdb:
    """One query in three steps: questions, products, totals."""

    def __init__(self, path: Path) -> None:
        import duckdb

        self.database = duckdb.connect()
        self.database.execute(f"CREATE TABLE firms AS SELECT * FROM '{path}'")

    def totals(self, rules: PlainRules) -> Totals:
        found = self.database.execute(self._query(rules)).fetchone()
        assert found is not None
        return [
            (found[at], found[at + 1], found[-1] - found[at] - found[at + 1], int(found[at + 2]))
            for at in range(0, len(rules.products) * 3, 3)
        ]

    def _query(self, rules: PlainRules) -> str:
        questions = [f"{_asked(q)} AS q{at}" for at, q in rules.questions.items()]
        for at, product in enumerate(rules.products):
            if product.limit is not None:
                questions.append(f"{_limit(product.limit)} AS l{at}")
                questions.append(f"{_some(product.limit)} AS g{at}")
        products = [f"{_met(at, product)} AS m{at}" for at, product in enumerate(rules.products)]
        limits = [f"l{at}" for at, product in enumerate(rules.products) if product.limit]
        totals = []
        for at, product in enumerate(rules.products):
            total = f"coalesce(sum(l{at}), 0)" if product.limit is not None else "0"
            totals += [f"count(*) FILTER (m{at})", f"count(*) FILTER (NOT m{at})", total]
        return (
            f"WITH asked AS (SELECT {', '.join(questions)} FROM firms), "
            f"judged AS (SELECT {', '.join(products + limits)} FROM asked) "
            f"SELECT {', '.join(totals)}, count(*) FROM judged"
        )


def _asked(question: Question) -> str:
    if question.places:
        return f"{question.top} IN ({', '.join(map(str, question.places))})"
    if not question.below:
        return f"{question.top} {question.sign} {question.ask}"
    top = f"({question.top} - {question.minus})" if question.minus else question.top
    test = f"{top} * {MILLION} {question.sign} {question.below} * {question.ask}"
    return f"CASE WHEN {question.below} <> 0 THEN {test} END"


def _limit(limit: Limit) -> str:
    amount = " + ".join([*(f"{f} * {name}" for f, name in limit.terms), str(limit.plus)])
    cap = limit.cap * limit.over
    least = f"CASE WHEN {amount} > {cap} THEN {cap} ELSE {amount} END"
    if limit.unit:
        return f"({least}) // {limit.unit} * {limit.unit}"
    return f"(2 * ({least}) + {limit.over}) // {2 * limit.over}"


def _met(at: int, product: Product) -> str:
    parts = [f"q{line}" for line in product.lines]
    parts += [f"({' OR '.join(f'q{line}' for line in group)})" for group in product.groups]
    if product.limit is not None:
        parts.append(f"coalesce(l{at} > 0, g{at})")
    return f"({' AND '.join(parts)})"


def _some(limit: Limit) -> str:
    """Whether the known terms alone are more than nothing; null where they are not."""
    if len(limit.terms) == 1:
        return "NULL::BOOLEAN"
    part = " + ".join(f"coalesce({name}, 0)" for _, name in limit.terms)
    return f"CASE WHEN {part} > 0 THEN true END"
