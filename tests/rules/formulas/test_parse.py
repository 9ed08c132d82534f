"""Formulas become typed, frozen nodes; every part of the small language is read as it should."""

from fractions import Fraction

import pytest

from kerong.rules.formulas.nodes import (
    NUMBER,
    ArgumentRead,
    Arithmetic,
    By,
    Extreme,
    FactRead,
    Literal,
    Negative,
    ParameterRead,
    RoundDown,
    Steps,
    arguments_read,
    facts_read,
    parameters_read,
    replaced,
    walk,
)
from kerong.rules.formulas.parse import Scope, parse_formula
from kerong.rules.formulas.tokens import read_literal
from kerong.rules.offering import ListingField, Words
from kerong.rules.reasons import Unreadable
from kerong.rules.vocabulary import vocabulary

WORDS = Words("", "")
FIELDS = {
    "cap": ListingField("cap", "money", WORDS, True, 0, 10**12),
    "times": ListingField("times", "ratio", WORDS, True, 0, 10**7),
    "shift": ListingField("shift", "money", WORDS, True, -100, 100),
}
SCOPE = Scope(vocabulary(), FIELDS, {"rate": ("ratio", True), "words": ("text", False)}, {})
TAX = FactRead("tax_paid", "money", never_negative=True)
PROFIT = FactRead("net_profit", "money", never_negative=False)
CAP = ArgumentRead("cap", "money", never_negative=True)


def parse(text: str):
    return parse_formula(text, SCOPE)


@pytest.mark.parametrize(
    ("text", "value", "kind"),
    [
        ("300万", 300_000_000, "money"),
        ("1亿", 10_000_000_000, "money"),
        ("0.5万", 500_000, "money"),
        ("8000元", 800_000, "money"),
        ("0.01元", 1, "money"),
        ("50%", Fraction(1, 2), "ratio"),
        ("0.8%", Fraction(1, 125), "ratio"),
        ("2", 2, NUMBER),
        ("0.125", Fraction(1, 8), NUMBER),
    ],
)
def test_literals_carry_their_unit(text, value, kind):
    assert parse(text) == Literal(Fraction(value), kind)
    assert read_literal(text) == Literal(Fraction(value), kind)
    assert read_literal(f"-{text}") == Literal(-Fraction(value), kind)


@pytest.mark.parametrize("text", ["tax_paid", "", "1 + 1", "万", "--1", "1e3"])
def test_a_literal_standing_alone_is_one_number(text):
    with pytest.raises(Unreadable):
        read_literal(text)


@pytest.mark.parametrize(
    ("text", "node"),
    [
        ("tax_paid", TAX),
        ("net_profit", PROFIT),
        ("$cap", CAP),
        ("@rate", ParameterRead("rate", "ratio", never_negative=True)),
        ("-tax_paid", Negative(TAX, "money")),
        ("(tax_paid)", TAX),
        ("tax_paid - net_profit", Arithmetic("-", TAX, PROFIT, "money")),
        (
            "min($cap, tax_paid, net_profit)",
            Extreme("min", (CAP, TAX, PROFIT), "money"),
        ),
        (
            "round_down(tax_paid, 1万)",
            RoundDown(TAX, Literal(Fraction(10**6), "money"), "money"),
        ),
        (
            "by(is_hnte, true=$cap, false=tax_paid)",
            By("is_hnte", (("true", CAP), ("false", TAX)), "money"),
        ),
        (
            "steps(points, tax_paid, (-1, $cap), (80.5, net_profit))",
            Steps(
                FactRead("points", "points", never_negative=False),
                TAX,
                ((Fraction(-1), CAP), (Fraction(161, 2), PROFIT)),
                "money",
            ),
        ),
    ],
)
def test_each_construct_has_its_node(text, node):
    assert parse(text) == node


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("2 * tax_paid", "money"),
        ("tax_paid * rd_ratio", "money"),
        ("tax_paid * employees", "money"),
        ("tax_paid * points", "money"),
        ("tax_paid / employees", "money"),
        ("tax_paid / net_profit", "ratio"),
        ("rd_ratio * debt_ratio", "ratio"),
        ("rd_ratio + 1", "ratio"),
        ("employees + 1", "count"),
        ("employees / rd_staff", "ratio"),
        ("employees * rd_ratio", NUMBER),
        ("employees * rd_ratio + rd_staff", "count"),
        ("points / 2 + 1", "points"),
        ("max(0.5, rd_ratio)", "ratio"),
        ("1 / 3", NUMBER),
        ("3 / employees", NUMBER),
        ("@rate * $cap", "money"),
        ("steps(tax_paid, 1, (5万, 2))", NUMBER),
    ],
)
def test_kinds_follow_from_the_operands(text, kind):
    assert parse(text).kind == kind


def test_precedence_is_that_of_arithmetic():
    assert parse("tax_paid + 2 * net_profit") == parse("tax_paid + (2 * net_profit)")
    assert parse("tax_paid - net_profit - $cap") == parse("(tax_paid - net_profit) - $cap")
    assert parse("tax_paid / 2 * 3") == parse("(tax_paid / 2) * 3")


def test_white_space_and_line_ends_do_not_matter():
    assert parse(" min( $cap ,\n\ttax_paid ) ") == parse("min($cap,tax_paid)")


def test_a_measure_is_replaced_by_its_own_formula():
    average = parse("(tax_paid + tax_paid_prev) / 2")
    scope = Scope(vocabulary(), FIELDS, {}, {"average_tax": average})

    assert parse_formula("2 * average_tax", scope) == parse("2 * ((tax_paid + tax_paid_prev) / 2)")


def test_a_measure_may_not_read_the_numbers_of_a_listing():
    scope = Scope(vocabulary(), FIELDS, {}, {}, arguments_allowed=False)

    with pytest.raises(Unreadable) as refusal:
        parse_formula("$cap", scope)

    assert refusal.value.code == "formula.argument_here"


def test_a_parameter_of_words_is_no_number():
    with pytest.raises(Unreadable) as refusal:
        parse("@words * tax_paid")

    assert refusal.value.code == "formula.not_a_number"


def test_a_misspelt_fact_is_answered_with_the_nearest():
    with pytest.raises(Unreadable) as refusal:
        parse("operating_revenu")

    assert refusal.value.facts["nearest"] == "operating_revenue"


def test_what_a_formula_reads_is_listed_once_in_order():
    node = parse("min($cap, by(size_class, micro=@rate * tax_paid, small=tax_paid)) - net_profit")

    assert set(facts_read(node)) == {"net_profit", "tax_paid", "size_class"}
    assert arguments_read(node) == ("cap",)
    assert parameters_read(node) == ("rate",)
    assert walk(node)[0] is node


def test_facts_can_be_written_out_as_their_own_formulas():
    ratio = parse("rd_expense / operating_revenue")
    node = parse("steps(rd_ratio, -$shift, (0.1, round_down(min($cap, 2 * tax_paid), 1万)))")

    again = replaced(node, {"rd_ratio": ratio}.get)

    assert set(facts_read(again)) == {"rd_expense", "operating_revenue", "tax_paid"}
    assert replaced(node, lambda code: None) == node
