"""抢单大厅: what fits the institution, soonest deadline first, never how many hold a need."""

from dataclasses import fields, replace
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kerong.cases.drafts import HallFilters
from kerong.cases.models import Case
from kerong.cases.reads import HallCard, hall, need_page
from kerong.cases.refuse import refuse
from kerong.cases.take_up_need import take_up_need
from kerong.kernel import roles
from kerong.kernel.policy import RoleNotAllowed
from tests.build import cases, parties

pytestmark = pytest.mark.django_db
ON = cases.FRIDAY.date()
ALL = HallFilters()


def seen(actor, filters=ALL, on=ON):
    return [card.no for card in hall(actor, filters, on=on).cards]


def test_open_needs_are_shown_soonest_deadline_first():
    later = cases.need(at=cases.FRIDAY + timedelta(days=3))
    sooner = cases.need()

    assert seen(cases.clerk()) == [sooner.no, later.no]


def test_a_card_has_no_name_no_amount_and_no_count():
    cases.need()
    names = {field.name for field in fields(HallCard)}

    card = hall(cases.clerk(), ALL, on=ON).cards[0]

    assert not names & {"enterprise", "amount_fen", "taken", "places", "take_up_due_on", "words"}
    firm = Case.objects.get().enterprise
    assert firm.name not in str(card)
    assert firm.credit_code not in str(card)


def test_whether_somebody_holds_a_need_changes_nothing_on_its_card():
    told = cases.story()
    free = hall(cases.clerk(), ALL, on=ON).cards[0]
    cases.second_bank(replace(told), "taken")

    assert hall(cases.clerk(), ALL, on=ON).cards[0] == free
    assert need_page(cases.clerk(), told.case.no, on=ON).card == free


def test_a_need_without_a_free_place_disappears():
    case = cases.need()
    for _ in range(3):
        take_up_need(actor=cases.clerk(), case_no=case.no, at=cases.FRIDAY)

    assert seen(cases.clerk()) == []


def test_a_bank_does_not_see_what_it_holds_or_left_in_this_round():
    told = cases.story("taken")
    assert seen(told.clerk) == []
    refuse(
        actor=told.clerk,
        take_up_no=told.take_up.no,
        code="R05",
        words="企业负债率超过我行上限",
        at=told.at,
    )

    assert seen(told.clerk) == []
    assert seen(cases.clerk()) == [told.case.no]


def test_a_need_addressed_to_one_bank_is_shown_to_that_bank_only():
    bank = parties.institution()
    case = cases.need(mode="directed", addressed_to_id=bank.pk)

    assert seen(cases.clerk(bank)) == [case.no]
    assert hall(cases.clerk(bank), ALL, on=ON).cards[0].addressed
    assert seen(cases.clerk()) == []


@pytest.mark.parametrize("state", [state for state in Case.State.values if state != "open"])
def test_only_open_needs_are_shown(state):
    cases.need()
    Case.objects.update(state=state)

    assert seen(cases.clerk()) == []


def test_a_need_past_its_decision_day_is_gone():
    case = cases.need()

    assert seen(cases.clerk(), on=case.decision_due_on) == [case.no]
    assert seen(cases.clerk(), on=case.decision_due_on + timedelta(days=1)) == []


@pytest.mark.parametrize(
    ("column", "value", "name"),
    [
        ("size_code", "small", "size"),
        ("industry_code", "C", "industry"),
        ("amount_band", "from_1000w", "amount"),
        ("points_band", "p80_90", "points"),
    ],
)
def test_the_hall_is_narrowed_by_bands(column, value, name):
    cases.need()
    wanted = cases.need()
    Case.objects.filter(pk=wanted.pk).update(**{column: value})

    assert seen(cases.clerk(), HallFilters(**{name: value})) == [wanted.no]
    assert seen(cases.clerk(), HallFilters(**{name: "x' OR 1=1 --"})) == []


def test_a_wide_points_band_finds_the_narrow_ones_inside():
    case = cases.need()
    Case.objects.update(points_band="p60_70")

    assert seen(cases.clerk(), HallFilters(points="p60_80")) == [case.no]


def test_pages_are_cut_and_numbers_that_make_no_sense_are_harmless():
    firm = cases.firm()
    for _ in range(12):
        cases.need(firm)
    clerk = cases.clerk()

    first = hall(clerk, HallFilters(page_size=10), on=ON)
    second = hall(clerk, HallFilters(page_size=10, page=2), on=ON)
    beyond = hall(clerk, HallFilters(page_size=7, page=10**30), on=ON)

    assert (len(first.cards), len(second.cards)) == (10, 2)
    assert (first.total, first.pages) == (12, 2)
    assert beyond.cards == []
    assert hall(clerk, HallFilters(page=-5), on=ON).page == 1


def test_the_number_of_queries_does_not_grow_with_the_needs():
    clerk, firm = cases.clerk(), cases.firm()
    counts = []
    for wanted in (1, 15):
        while Case.objects.count() < wanted:
            cases.need(firm)
        with CaptureQueriesContext(connection) as queries:
            hall(clerk, ALL, on=ON)
        counts.append(len(queries))

    assert counts == [2, 2]


@pytest.mark.parametrize("role", sorted(roles.FIRM | roles.GOVERNMENT))
def test_only_institutions_look_into_the_hall(role):
    with pytest.raises(RoleNotAllowed):
        hall(parties.actor(role), ALL, on=date(2026, 3, 6))
