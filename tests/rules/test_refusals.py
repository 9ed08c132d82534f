"""The rarer refusals of texts, and what has no value in rarer formulas."""

import json
from fractions import Fraction

import pytest

from kerong.rules.errors import RuleTextFault
from kerong.rules.formulas.crossings import NotSolvable, crossings
from kerong.rules.formulas.evaluate import evaluate
from kerong.rules.reasons import Unreadable
from kerong.rules.reference import ReferenceTables
from kerong.rules.texts import parse_offering
from tests.rules.formulas.test_crossings import leaf
from tests.rules.formulas.test_parse import parse
from tests.rules.watch import load_what_is_ours, refused
from tests.rules.writing import WORDS, answer, document, field, line, offering

STAFF = line("employees", at_least="1")
MEASURE = {"formula": "tax_paid", "unit": "money", "title": WORDS}
LATER = {"2026-01-01": "3", "2027-01-01": "5%"}


@pytest.fixture(autouse=True, scope="module")
def everything_of_ours_is_loaded():
    load_what_is_ours()


@pytest.mark.parametrize(
    ("sections", "code"),
    [
        (
            {"eligibility": {"routes": [{"key": "R 1", "title": WORDS, "all": [STAFF]}]}},
            "text.name",
        ),
        ({"eligibility": {"all": []}}, "condition.empty"),
        ({"eligibility": {"all": [1]}}, "text.mapping"),
        ({"eligibility": {"all": {}}}, "text.list"),
        (
            {
                "eligibility": {"all": [line("employees", at_least="@p")]},
                "parameters": {"p": {"2026-01-01": ["1", "2"]}},
            },
            "condition.parameter_type",
        ),
        (
            {
                "eligibility": {"all": [line("employees", at_least="m")]},
                "measures": {"m": MEASURE},
            },
            "condition.measure_type",
        ),
        ({"parameters": {"p": {"2026-01-01": {"amount": "1"}}}}, "text.parameter"),
        ({"parameters": {"p": {"2026-01-01": []}}}, "text.parameter"),
        ({"parameters": {"p": {"2026-01-01": True}}}, "text.parameter"),
        ({"parameters": {"p": {"2026-01-01": "0.00001%"}}}, "value.ppm"),
        ({"parameters": {"p": []}}, "text.mapping"),
        ({"parameters": {"p": LATER}, "offer": {"rate": "@p"}}, "formula.not_a_number"),
        (
            {"parameters": {"p": {"2026-01-01": "soon"}}, "offer": {"rate": "@p"}},
            "formula.not_a_number",
        ),
        ({"listing_fields": {"f": {**field("flag"), "type": "flag"}}}, "text.range"),
        ({"listing_fields": {"f": field("count", of="tax_credit_grade")}}, "text.code_list"),
        ({"listing_fields": {"f": field("count", "few", "many")}}, "value.count"),
        ({"measures": {"m": {**MEASURE, "unit": "count"}}}, "formula.result"),
        ({"key": ["a"]}, "text.text"),
        ({"key": True}, "text.text"),
    ],
)
def test_a_text_is_refused_by_name(sections, code):
    refused(json.dumps(document(**sections), ensure_ascii=False), code)


@pytest.mark.parametrize("sections", [{1: "x"}, {"parameters": {1: {}}}])
def test_documents_that_never_were_text_need_text_keys_too(sections):
    with pytest.raises(RuleTextFault) as fault:
        parse_offering(document() | sections, file="db")

    assert fault.value.reason_code == "yaml.key"


def test_a_reason_prints_in_english_where_nobody_asked_for_a_language():
    assert str(Unreadable("value.count", text="x")) == "x is not a whole number"


def test_without_a_stage_rule_the_stage_is_unknown():
    rules = offering(line("growth_stage", **{"is": "growth"}))
    given = {"years_since_founding": 9, "operating_revenue": 10**12}

    assert answer(rules, given, reference=ReferenceTables(stages=())).outcome == "unknown"


@pytest.mark.parametrize(("unit", "limit"), [("1000", 900_000), ("0", None)])
def test_a_rounding_unit_of_nothing_gives_no_value(unit, limit):
    rules = offering(
        offer={"limit": "round_down(tax_paid - 0.5 * net_profit, $unit)"},
        listing_fields={"unit": field("money", "0", "1万")},
    )

    known = answer(rules, {"tax_paid": 950_000, "net_profit": 0}, numbers={"unit": unit})
    open_still = answer(rules, {"tax_paid": 950_000}, numbers={"unit": unit})

    assert known.limit_fen == limit
    assert (open_still.limit_range_fen is None) is (limit is None)


def test_a_rounding_unit_of_nothing_has_no_inverse():
    node = parse("round_down(tax_paid, $shift)")

    assert evaluate(node, leaf) is None
    with pytest.raises(NotSolvable):
        crossings(node, Fraction(1), "tax_paid", lambda at: evaluate(at, leaf))


def test_fractions_with_different_divisors_are_brought_to_one():
    node = parse("rd_expense / tax_paid + tax_paid / operating_revenue")

    with pytest.raises(NotSolvable):
        crossings(node, Fraction(1), "tax_paid", lambda at: evaluate(at, leaf))
    both = parse("tax_paid / employees + tax_paid")
    assert crossings(both, Fraction(5), "tax_paid", lambda at: evaluate(at, leaf)) == {4}
