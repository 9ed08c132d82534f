"""The 58 real products: each row is loaded and says what its text says, and nothing else."""

import re
from collections import defaultdict
from fractions import Fraction

import pytest

from kerong.config.demo.products import LIST_FIELDS, Product, real_products
from kerong.config.demo.tables import rows
from kerong.kernel.money import Money
from kerong.kernel.ratios import ratio_text
from kerong.rules.listings import listing_arguments
from kerong.rules.texts import read_offering
from tests.build import catalogue as build

ROWS = {row["id"]: row for row in rows("listings/real_products.csv")}
SAID = defaultdict(list)
for _row in rows("listings/real_products_fields.csv"):
    SAID[_row["listing"]].append(_row)
PRODUCTS = {product.code: product for product in real_products()}
# What a table column says by itself, without a sentence to be read.
FROM_COLUMNS = {"amount_cap", "term_months", "rate_add", "lpr_share"}


@pytest.fixture(params=sorted(ROWS))
def code(request: pytest.FixtureRequest) -> str:
    return request.param


def test_there_are_58_and_each_has_a_product() -> None:
    assert len(ROWS) == 58
    assert PRODUCTS.keys() == ROWS.keys()


def test_columns_are_copied_and_an_empty_cell_stays_unknown(code: str) -> None:
    row, product = ROWS[code], PRODUCTS[code]
    numbers = product.form.numbers

    assert product.form.name == row["name"]
    assert product.institution == row["institution"]
    assert product.form.source == row["source"]
    assert product.form.summary == row["eligibility"]
    assert numbers.get("amount_cap", "") == row["max_amount_cny"]
    assert numbers.get("term_months", "") == row["term_months"]
    stated = row["min_rate_pct"] or row["max_rate_pct"]
    if stated:
        assert numbers["lpr_share"] == "0"
        assert numbers["rate_add"] == ratio_text(Fraction(stated) / 100)
    elif not any(each["field"] == "lpr_share" for each in SAID[code]):
        assert "rate_add" not in numbers


def test_every_number_quotes_words_that_stand_in_the_row(code: str) -> None:
    for each in SAID[code]:
        column, _, other = each["column"].partition("@")
        assert each["quote"] in ROWS[other or code][column], each
        if other:
            assert "同上" in ROWS[code]["eligibility"]


def test_no_condition_is_asked_that_no_text_states(code: str) -> None:
    stated = {each["field"] for each in SAID[code]}

    assert set(PRODUCTS[code].form.numbers) - FROM_COLUMNS <= stated


def test_every_piece_of_the_conditions_is_a_line_or_stays_words(code: str) -> None:
    """Nothing the text says is dropped: each piece is quoted by a number or kept as words."""
    quotes = [e["quote"] for e in SAID[code] if e["column"].startswith(("eligibility", "name"))]
    for piece in re.split(r"[;；]", ROWS[code]["eligibility"]):
        assert any(quote in piece or piece in quote for quote in quotes), (code, piece)


def test_numbers_fit_the_ranges_of_the_pack_that_carries_them(code: str) -> None:
    product = PRODUCTS[code]
    rules = _rules(product)

    arguments = listing_arguments(rules, code, product.form.numbers)

    for name, value in product.form.numbers.items():
        assert arguments.values[name] is not None, name
        assert isinstance(value, list) == (name in LIST_FIELDS)


def test_only_statements_seen_at_their_publisher_are_marked_verified(code: str) -> None:
    product = PRODUCTS[code]

    assert product.verified == (ROWS[code]["confidence"] == "high")
    assert product.is_sample is False


@pytest.mark.parametrize(
    ("code", "lines"),
    [
        ("LP026", {"size_class", "years_since_founding", "tax_credit_grade", "average_tax"}),
        ("LP006", {"division_code", "is_hnte", "points"}),
        ("LP013", {"division_code", "is_srdi", "is_gazelle"}),
        ("LP043", {"tax_credit_grade", "registered_capital", "employees"}),
        ("LP048", {"years_since_founding", "tax_paid", "tax_paid_prev"}),
        ("LP063", {"division_code", "operating_revenue"}),
        ("LP069", {"net_profit", "lenders_count", "loan_to_revenue"}),
        ("LP020", {"division_code"}),
    ],
)
def test_the_lines_asked_are_those_of_the_text(code: str, lines: set[str]) -> None:
    assert lines <= {line.fact for line in _answer(code, {}).lines}


def test_a_stated_formula_gives_the_limit() -> None:
    taxed = build.facts(tax_paid="400000.00", tax_paid_prev="200000.00")
    owned = build.facts(real_estate_value="10000000.00")
    valued = build.facts(last_valuation="60000000.00")

    assert _answer("LP048", taxed).limit_fen == Money.from_yuan(1_500_000).fen  # 5 × 300,000
    assert _answer("LP040", owned).limit_fen == Money.from_yuan(7_000_000).fen
    assert _answer("LP065", valued).limit_fen == Money.from_yuan(3_000_000).fen


def test_a_product_without_a_published_cap_has_no_limit_and_says_so() -> None:
    answer = _answer("LP004", {})

    assert answer.limit_fen is None
    assert answer.limit_range_fen is None
    assert answer.rate_ppm == 26_000  # LPR 3.10 % of the day less 50 basis points


def test_a_spread_over_lpr_without_a_number_leaves_the_rate_unknown() -> None:
    assert _answer("LP082", {}).rate_ppm is None
    assert _answer("LP010", {}).rate_ppm is None


def _rules(product: Product):  # type: ignore[no-untyped-def]
    text = (build.ZONE / product.offering / "offering.yaml").read_bytes()
    return read_offering(text, file=product.offering)


def _answer(code: str, facts: dict):  # type: ignore[no-untyped-def,type-arg]
    from kerong.rules.engine_1 import compile_rules

    product = PRODUCTS[code]
    rules = _rules(product)
    arguments = listing_arguments(rules, code, product.form.numbers)
    plan = compile_rules([rules]).plan([arguments], {}, build.tables())
    return plan.run(facts, build.DAY)[0]
