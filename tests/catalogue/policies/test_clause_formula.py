"""What a clause pays is told in words, with its own numbers and the values of the day."""

from dataclasses import replace
from datetime import date

import pytest

from kerong.catalogue.policies.clause_formula import clause_formula
from kerong.catalogue.policies.reads import clause_on
from tests.build import catalogue
from tests.build import policies as build

pytestmark = pytest.mark.django_db
ON = date(2026, 3, 2)


def said(code: str, *, english: bool = False) -> str:
    card, _in_force = clause_on(code, on=ON)
    return clause_formula(card, on=ON, english=english)


def test_numbers_of_the_clause_dated_values_and_published_rates_stand_in_it() -> None:
    catalogue.reference()
    build.publish("beibei-ip-interest", "job-stabilisation", "changfeng-upgrade")

    assert said("BEIBEI-IP") == "50% × 一年期 LPR（3.1%）"
    assert said("BEIBEI-IP", english=True) == "50% × one-year LPR (3.1%)"
    assert said("job-stabilisation").startswith("上年实缴失业保险费 × （企业规模：大型 30%，")
    assert "_" not in said("job-stabilisation") + said("job-stabilisation", english=True)


def test_what_the_document_writes_itself_stays_as_it_is() -> None:
    catalogue.reference()
    build.publish("beibei-ip-interest")
    card, _in_force = clause_on("BEIBEI-IP", on=ON)
    own = replace(card, clause=replace(card.clause, formula="按实付利息的 30%"))

    assert clause_formula(own, on=ON, english=False) == "按实付利息的 30%"
