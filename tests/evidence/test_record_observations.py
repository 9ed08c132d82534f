"""Observations that come from a program. Firms and figures are invented."""

from dataclasses import replace
from datetime import date

import pytest

from kerong.evidence.errors import RowsRefused
from kerong.evidence.models import ImportBatch, Observation
from kerong.evidence.record_observations import Statement, record_observations
from kerong.evidence.snapshot import facts_of
from kerong.kernel import roles
from kerong.kernel.actor import SYSTEM
from kerong.kernel.errors import Forbidden
from tests import build

pytestmark = pytest.mark.django_db
YEAR_END, TODAY = date(2025, 12, 31), date(2026, 3, 6)


def statement(code="tax_paid", value=1860000, **changed):
    firm = changed.pop("firm", None) or build.enterprise()
    return Statement(firm.pk, code, YEAR_END, value, "tax_bureau", date(2026, 2, 1), **changed)


def keep(*statements, actor=SYSTEM, **options):
    return record_observations(
        actor=actor, name="示例", statements=statements, at=build.MOMENT, **options
    )


def test_values_of_every_type_come_back_as_they_were_given():
    firm = build.enterprise()
    given = {
        "tax_paid": 1860000,
        "invoice_top5_share": (52_000, 1_000_000),
        "insured_staff": 86,
        "is_hnte": True,
        "founded_on": date(2015, 3, 2),
        "tax_credit_grade": "A",
        "points": 86_500,
    }
    keep(*(statement(code, value, firm=firm) for code, value in given.items()))

    facts = facts_of(firm, as_of=TODAY, on=TODAY).facts
    assert {code: facts[code] for code in given} == given


def test_the_same_again_is_no_news_and_leaves_no_trace():
    said = statement()
    assert keep(said).written == 1

    assert keep(said) is None
    assert ImportBatch.objects.count() == 1


def test_what_the_platform_computed_is_marked():
    keep(statement(), computed=True)

    assert Observation.objects.get().computed


@pytest.mark.parametrize(
    "changed",
    [
        {"code": "tax_payed"},
        {"code": "rd_ratio", "value": (1, 2)},
        {"value": -1},
        {"value": 10**15 + 1},
        {"code": "tax_credit_grade", "value": "E"},
        {"code": "invoice_top5_share", "value": (2, 1)},
        {"code": "founded_on", "value": date(1850, 1, 1)},
        {"source": "nobody"},
        {"period_end": date(2025, 6, 30)},
        {"observed_on": date(2025, 12, 30)},
    ],
)
def test_one_statement_that_cannot_be_and_none_is_kept(changed):
    with pytest.raises(RowsRefused):
        keep(statement(), replace(statement(), **changed))
    assert not Observation.objects.exists()


def test_the_same_thing_twice_is_refused():
    said = statement()
    with pytest.raises(RowsRefused):
        keep(said, replace(said, value=1))


@pytest.mark.parametrize("role", [roles.FIRM_OWNER, roles.INSTITUTION_ADMIN, roles.AUDITOR])
def test_people_outside_the_platform_do_not_record(role):
    with pytest.raises(Forbidden):
        keep(statement(), actor=build.actor(role))
