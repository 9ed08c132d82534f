"""The invented products: 158 loans and 95 services, marked, varied, and the same everywhere."""

from collections import Counter

from kerong.config.demo.products import (
    SAMPLE_SOURCE,
    real_products,
    sample_loans,
    sample_services,
)
from kerong.rules.engine_1 import compile_rules
from kerong.rules.listings import listing_arguments
from kerong.rules.texts import read_offering
from tests.build import catalogue as build

LOANS, SERVICES = list(sample_loans()), list(sample_services())
RULES = {
    path.parent.name: read_offering(path.read_bytes(), file=path.parent.name)
    for path in build.ZONE.glob("*/offering.yaml")
}


def test_together_with_the_real_ones_there_are_exactly_311() -> None:
    real = list(real_products())

    assert (len(real), len(LOANS), len(SERVICES)) == (58, 158, 95)
    assert len({product.code for product in (*real, *LOANS, *SERVICES)}) == 311


def test_each_is_marked_as_a_sample_of_an_invented_institution() -> None:
    for product in (*LOANS, *SERVICES):
        assert product.is_sample
        assert not product.verified
        assert product.institution.startswith("示例")
        assert product.form.name.endswith("（示例）")
        assert product.form.source == SAMPLE_SOURCE


def test_they_come_out_the_same_every_time() -> None:
    assert list(sample_loans()) == LOANS
    assert list(sample_services()) == SERVICES


def test_no_institution_offers_two_products_of_one_name() -> None:
    names = Counter((p.institution, p.form.name) for p in (*LOANS, *SERVICES))

    assert [pair for pair, count in names.items() if count > 1] == []


def test_a_service_shows_no_invented_limit_or_rate() -> None:
    for product in SERVICES:
        assert RULES[product.offering].offer.limit is None
        assert RULES[product.offering].offer.rate is None
        assert not {"amount_cap", "rate_add", "term_months"} & set(product.form.numbers)
        assert not product.form.fee and not product.form.method


def test_every_loan_fits_its_pack_and_says_how_it_is_repaid() -> None:
    for product in LOANS:
        rules = RULES[product.offering]
        listing_arguments(rules, product.code, product.form.numbers)
        assert product.form.method
        assert {"rate_add", "lpr_share", "term_months"} <= set(product.form.numbers)


def test_limits_rest_on_many_different_things() -> None:
    used = Counter(product.offering for product in LOANS)

    assert len(used) >= 15
    assert used.most_common(1)[0][1] <= 40
    spreads = {(p.form.numbers["lpr_share"], p.form.numbers["rate_add"]) for p in LOANS}
    assert len(spreads) >= 12
    assert len({p.form.numbers.get("amount_cap") for p in LOANS}) >= 10
    assert len({p.form.numbers["term_months"] for p in LOANS}) >= 5


def test_the_shelf_asks_about_two_thousand_questions() -> None:
    products = [*real_products(), *LOANS, *SERVICES]
    arguments = [listing_arguments(RULES[p.offering], p.code, p.form.numbers) for p in products]
    plan = compile_rules(list(RULES.values())).plan(arguments, {}, build.tables())

    asked = sum(len(result.lines) for result in plan.run({}, build.DAY))

    assert 1_900 <= asked <= 2_700
