"""The demo's back-tests: public outcomes, said to be so, with the figures of the documentation."""

import json

import pytest

from kerong.config.demo.accounts import load_accounts
from kerong.config.demo.back_tests import GERMAN, SBA, load_back_tests, outcomes_of
from kerong.config.demo.firms import load_firms
from kerong.config.demo.listings import load_listings
from kerong.population.models import BackTest
from kerong.reference.loading import load_reference
from tests.build.parties import MOMENT

pytestmark = pytest.mark.django_db


def test_two_public_tables_are_tested_as_the_officer() -> None:
    load_reference(MOMENT)
    load_listings(MOMENT)
    load_firms(MOMENT, 30)
    load_accounts(MOMENT)

    assert load_back_tests(MOMENT) == 2

    german, sba = BackTest.objects.order_by("pk")
    assert [json.loads(each.body)["auc_ppm"] for each in (german, sba)] == [796_601, 788_332]
    for each in (german, sba):
        assert "公开数据" in each.title and "与本地企业无关" in each.words
        assert each.author.login == "officer"


@pytest.mark.parametrize(
    ("name", "asked", "count"),
    [("german_credit", GERMAN, 1000), ("sba_california_leasing", SBA, 2101)],
)
def test_every_row_of_a_table_is_in_its_outcomes(name: str, asked, count: int) -> None:  # type: ignore[no-untyped-def]
    assert outcomes_of(name, asked).count(b"\n") == count + 1
