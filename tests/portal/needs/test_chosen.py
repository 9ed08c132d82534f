"""Who must act on an accepted need, until when, and what its firm can do meanwhile."""

from datetime import date, timedelta

import pytest

from kerong.cases.models import Case, TakeUp
from kerong.portal.needs.chosen import chosen_of
from tests.build import cases
from tests.build.web import signed_in

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("calendar", "standing_still"),
]


def text_of(response) -> str:
    return response.content.decode()


def made_late(told) -> None:
    """The day of the chosen institution was yesterday."""
    yesterday = cases.FRIDAY.date() - timedelta(days=1)
    TakeUp.objects.live().filter(case=told.case).update(due_on=yesterday)


@pytest.mark.parametrize("stage", ["open", "taken", "quoted", "disbursed"])
def test_nobody_is_chosen_before_a_quote_is_accepted_or_after_the_payout(stage):
    told = cases.story(stage)
    take_ups = TakeUp.objects.filter(case=told.case)
    assert chosen_of(told.reload().case, take_ups, on=date(2026, 3, 9)) is None


def test_on_its_last_day_the_institution_is_in_time_and_the_day_after_late():
    told = cases.story("credited")
    case = Case.objects.get(pk=told.case.pk)
    take_ups = list(TakeUp.objects.filter(case=case))
    due = next(each.due_on for each in take_ups if each.is_live)
    assert chosen_of(case, take_ups, on=due).in_time
    assert chosen_of(case, take_ups, on=due + timedelta(days=1)).late
    assert chosen_of(case, take_ups, on=due).pays


def test_while_the_payout_is_in_time_the_page_says_until_when_and_offers_no_withdrawal():
    told = cases.story("credited")
    said = text_of(signed_in(told.firm).get(f"/needs/{told.case.no}/"))
    assert "应按期放款" in said
    assert "期限内不能撤回需求" in said
    assert "机构仍可说明理由后婉拒" in said
    assert "/withdrawal/" not in said


def test_once_the_payout_is_late_the_page_says_so_and_offers_the_withdrawal():
    told = cases.story("credited")
    made_late(told)
    said = text_of(signed_in(told.firm).get(f"/needs/{told.case.no}/"))
    assert "您现在可以撤回需求" in said
    assert f"/needs/{told.case.no}/withdrawal/" in said


def test_the_page_of_withdrawing_has_no_form_while_the_institution_is_in_time():
    told = cases.story("accepted")
    client, url = signed_in(told.firm), f"/needs/{told.case.no}/withdrawal/"
    said = text_of(client.get(url))
    assert "正在审批授信" in said and 'name="words"' not in said
    made_late(told)
    assert 'name="words"' in text_of(client.get(url))
