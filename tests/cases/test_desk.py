"""办件工作台: what the bank holds, soonest deadline first."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kerong.cases.errors import AddressedToNobody, FieldOutOfRange, WordsTooShort
from kerong.cases.models import Desk
from kerong.cases.reads import DeskFilters, desk
from kerong.cases.refuse import refuse
from kerong.cases.set_desk_limit import set_desk_limit
from kerong.cases.take_up_need import take_up_need
from kerong.evidence.consent import revoke_consent
from kerong.evidence.models import Consent
from kerong.kernel.policy import RoleNotAllowed
from kerong.trail.models import Event
from tests.build import cases, parties

pytestmark = pytest.mark.django_db
ON = date(2026, 3, 6)


def test_the_soonest_deadline_stands_on_top_and_what_has_no_clock_below():
    told = cases.story("credited")
    later = cases.need(at=cases.FRIDAY + timedelta(days=3))
    sooner = cases.need()
    for case in (later, sooner):
        take_up_need(actor=told.clerk, case_no=case.no, at=case.submitted_at)

    rows = desk(told.clerk, DeskFilters(), on=date(2026, 3, 12)).rows

    assert [row.take_up.case_id for row in rows] == [sooner.pk, later.pk, told.case.pk]
    assert [row.overdue for row in rows] == [True, False, False]
    assert [row.own_move for row in rows] == [True, True, True]


def test_counts_by_stage_and_narrowing_agree():
    told = cases.story("contacted")
    take_up_need(actor=told.clerk, case_no=cases.need().no, at=cases.FRIDAY)

    page = desk(told.clerk, DeskFilters(stage="contacted"), on=ON)

    assert page.stage_counts == {"contacted": 1, "taken": 1}
    assert [row.take_up for row in page.rows] == [told.take_up]


def test_a_firm_is_found_by_name_initials_or_number_while_it_is_held():
    told = cases.story("taken")
    name = told.case.enterprise.name

    for text in (name[:4], told.case.enterprise.initials[:4], told.case.no, told.take_up.no):
        assert desk(told.clerk, DeskFilters(find=text), on=ON).total == 1
    assert desk(told.clerk, DeskFilters(find="没有这家"), on=ON).total == 0


def test_a_released_firm_keeps_its_name_to_itself():
    told = cases.story("taken")
    refuse(
        actor=told.clerk,
        take_up_no=told.take_up.no,
        code="R02",
        words="成立不足两年不予受理",
        at=told.at,
    )

    (row,) = desk(told.clerk, DeskFilters(stage="released"), on=ON).rows
    assert row.firm_name == ""
    name = told.case.enterprise.name[:4]
    assert desk(told.clerk, DeskFilters(stage="released", find=name), on=ON).total == 0


def test_a_revoked_consent_takes_the_name_off_the_desk():
    told = cases.story("taken")
    consent = Consent.objects.get()
    revoke_consent(actor=told.firm, consent_no=consent.no, at=told.at)

    (row,) = desk(told.clerk, DeskFilters(), on=ON).rows

    assert row.firm_name == ""
    name = told.case.enterprise.name[:4]
    assert desk(told.clerk, DeskFilters(find=name), on=ON).total == 0


def test_who_lent_money_keeps_the_name():
    told = cases.story("disbursed")
    name = told.case.enterprise.name

    (row,) = desk(told.clerk, DeskFilters(find=name[:4]), on=ON).rows

    assert row.firm_name == name


def test_another_banks_desk_is_empty():
    cases.story("taken")

    assert desk(cases.clerk(), DeskFilters(), on=ON).total == 0


def test_the_number_of_queries_does_not_grow():
    told = cases.story("taken")
    with CaptureQueriesContext(connection) as few:
        desk(told.clerk, DeskFilters(), on=ON)
    for _ in range(5):
        take_up_need(actor=told.clerk, case_no=cases.need().no, at=cases.FRIDAY)
    with CaptureQueriesContext(connection) as many:
        desk(told.clerk, DeskFilters(), on=ON)

    assert len(few) == len(many) == 3


def limit(bank, number, actor=None, words="辖内三家支行合并受理"):
    return set_desk_limit(
        actor=actor or cases.officer(),
        institution_id=bank.pk,
        limit=number,
        words=words,
        at=cases.FRIDAY,
    )


def test_an_officer_narrows_and_widens_what_one_bank_may_hold():
    told = cases.story("taken")
    bank = told.take_up.institution

    limit(bank, 1)
    with pytest.raises(Exception, match="1") as refusal:
        take_up_need(actor=told.clerk, case_no=cases.need().no, at=cases.FRIDAY)
    assert refusal.value.facts == {"limit": 1}
    limit(bank, None)
    take_up_need(actor=told.clerk, case_no=cases.need().no, at=cases.FRIDAY)

    assert Desk.objects.get().live == 2
    assert Event.objects.filter(kind="desk.limit_set").count() == 2


def test_a_limit_needs_a_reason_a_lender_and_an_officer():
    bank = parties.institution()
    with pytest.raises(WordsTooShort):
        limit(bank, 5, words="好")
    with pytest.raises(FieldOutOfRange):
        limit(bank, -1)
    with pytest.raises(AddressedToNobody):
        limit(parties.institution(kind="insurer"), 5)
    with pytest.raises(RoleNotAllowed):
        limit(bank, 5, actor=cases.clerk(bank))
