"""Three ways to compute one formula give one fraction: compiled, walked, and the oracle's."""

from fractions import Fraction
from random import Random

import pytest

from kerong.rules.engine_1 import compile_rules
from kerong.rules.engine_1.emit import PER, Emitter, Term
from kerong.rules.engine_1.functions import function_text
from kerong.rules.engine_1.program import nearest
from kerong.rules.formulas.evaluate import evaluate
from kerong.rules.formulas.nodes import By, FactRead, ParameterRead, facts_read, walk
from kerong.rules.formulas.parse import Scope, parse_formula
from kerong.rules.values import SCALE
from kerong.rules.vocabulary import vocabulary
from tests.build.rules_offering import OfferingWriter
from tests.rules.oracle_formulas import parse as oracle_parse
from tests.rules.oracle_formulas import value as oracle_value
from tests.rules.writing import offering

RATES = {
    "dated_ratio": Fraction(1, 4),
    "dated_later": Fraction(1, 2),
    "dated_money": Fraction(20_000),
    "lpr_5y": Fraction(7, 200),
}
KINDS = dict.fromkeys(RATES, ("ratio", True)) | {"dated_money": ("money", True)}
SCOPE = Scope(vocabulary(), {}, KINDS, {})


def test_compiled_walked_and_oracle_values_are_the_same_fraction():
    rng = Random(7)
    known = 0
    for _ in range(2_000):
        text = OfferingWriter(rng).formula(
            rng.choice(["money", "ratio", "count"]), 3, arguments=False
        )
        node = parse_formula(text, SCOPE)
        facts = {code: _natural(rng, code) for code in facts_read(node)}

        wanted = oracle_value(oracle_parse(text), lambda name, facts=facts: _named(name, facts))

        assert evaluate(node, lambda at, facts=facts: _leaf(at, facts)) == wanted, text
        assert _compiled_value(node, facts) == wanted, text
        known += wanted is not None
    assert known > 500


@pytest.mark.parametrize(
    ("number", "per", "whole"),
    [(1, 2, 1), (-1, 2, -1), (3, 2, 2), (-3, 2, -2), (1, 3, 0), (2, 3, 1), (-2, 3, -1), (0, 5, 0)],
)
def test_the_one_rounding_point_takes_halves_away_from_zero(number, per, whole):
    assert nearest(number, per) == whole


@pytest.mark.parametrize(
    ("term", "scale", "text"),
    [
        (Term("x", 1), 1, "x"),
        (Term("x", 1), 10**6, "x * 1000000"),
        (Term("x", 10**6), 10**6, "x"),
        (Term("x", 4), 10**6, "x * 250000"),
        (Term("x", 3), 10**6, "nearest(x * 1000000, 3)"),
        (Term("x", "d"), 1, "nearest(x, d)"),
    ],
)
def test_what_divides_evenly_is_not_rounded(term, scale, text):
    assert Emitter(str, "").rounded(term, scale) == text


def test_a_part_that_stands_twice_is_computed_once():
    rules = offering(
        offer={"limit": "min(2 * (tax_paid + rd_expense), 3 * (tax_paid + rd_expense))"}
    )

    source = compile_rules([rules]).source

    assert source.count("f_tax_paid + f_rd_expense") == 1


def test_what_depends_on_the_firm_alone_is_computed_before_the_listings():
    field = {"type": "ratio", "from": "0", "to": "9", "title": {"zh": "倍", "en": "times"}}
    rules = offering(
        offer={"limit": "$times * (tax_paid + rd_expense)"}, listing_fields={"times": field}
    )

    before_loop = compile_rules([rules]).source.split("    for a_times")[0]

    assert "f_tax_paid + f_rd_expense" in before_loop


def test_nothing_but_our_own_names_reaches_the_compiled_text():
    rules = offering(
        offer={"limit": "by(size_class, micro=$cap, small=tax_paid)"},
        listing_fields={
            "cap": {"type": "money", "from": "0", "to": "1亿", "title": {"zh": "额", "en": "cap"}}
        },
    )

    source = compile_rules([rules]).source

    assert "'micro'" in source
    assert "import" not in source
    assert "__" not in source


def _natural(rng: Random, code: str):
    """A value of a fact as formulas see it, or None."""
    fact = vocabulary().fact(code)
    if rng.random() < 0.1:
        return None
    if fact.type == "code":
        return rng.choice(["micro", "small", "large"])
    if fact.type == "flag":
        return rng.choice(["true", "false"])
    return Fraction(rng.randint(0, 8), rng.choice([1, 2, 4]) if fact.type == "ratio" else 1)


def _in_memory(code: str, value):
    fact = vocabulary().fact(code)
    if value is None or fact.type == "code":
        return value
    if fact.type == "flag":
        return value == "true"
    if fact.type == "ratio":
        return value.numerator, value.denominator
    return int(value * SCALE.get(fact.type, 1))


def _named(name: str, facts):
    return RATES[name[1:]] if name[0] == "@" else facts[name]


def _leaf(at, facts):
    return facts[at.code] if isinstance(at, FactRead | By) else RATES[at.name]


def _compiled_value(node, facts):
    names: dict = {}
    exec(function_text("run", node, facts_read(node)), names)
    given = [_in_memory(code, facts[code]) for code in facts_read(node)]
    read = {at.name: PER[at.kind] for at in reversed(walk(node)) if isinstance(at, ParameterRead)}
    ordered = dict.fromkeys(at.name for at in walk(node) if isinstance(at, ParameterRead))
    given += [int(RATES[name] * read[name]) for name in ordered]
    found = names["run"](*given)
    return None if found is None else Fraction(*found)
