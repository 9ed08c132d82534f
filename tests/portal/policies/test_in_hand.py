"""What a firm has of a clause already stands beside what it is entitled to."""

import pytest
import time_machine

from kerong.cases.applications.reads import applications_in_hand, standing_application
from kerong.cases.models import Application
from kerong.contracts.subsidies.cancel_subsidy import cancel_subsidy
from kerong.parties.models import Enterprise
from tests.build import applications as build
from tests.build import subsidies
from tests.build.applications import REWARD, REWARD_FEN, REWARD_POLICY, Story
from tests.build.web import signed_in

pytestmark = pytest.mark.django_db
MINE, CLAUSE, APPLY = "/policies/mine/", f"/policies/{REWARD}/", f"/applications/new/{REWARD}/"


@pytest.fixture
def told() -> Story:
    build.world(REWARD_POLICY)
    return build.begin()


def page(told: Story, address: str) -> str:
    with time_machine.travel(told.at, tick=False):
        answer = signed_in(told.firm).get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def awarded(told: Story):
    subsidies.budget()
    given = {"clause": REWARD, "amount_fen": REWARD_FEN, "family": "hnte"}
    once = {"matter": "hnte", "first_month": "once", "last_month": "once"}
    firm = Enterprise.objects.get(pk=told.firm.enterprise_id)
    return subsidies.awarded(subsidies.award(firm, **given, **once))


def test_an_application_under_way_is_named_and_not_made_twice(told):
    assert APPLY in page(told, MINE) and APPLY in page(told, CLAUSE)

    build.story("draft", told)
    assert "有草稿待提交" in page(told, MINE)
    build.bring(told, "submitted")

    for address in (MINE, CLAUSE):
        said = page(told, address)
        assert f"/applications/{told.application.no}/" in said and "已申请：待受理" in said
        assert APPLY not in said


def test_what_was_awarded_is_told_with_its_number_and_taken_note_of_in_the_sum(told):
    subsidy = awarded(told)

    said = page(told, MINE)
    assert f'href="/subsidies/{subsidy.no}/"' in said and "已核定 ¥300,000.00" in said
    assert "其中 ¥300,000.00 已核定。" in said and APPLY not in said
    assert "已核定 ¥300,000.00" in page(told, CLAUSE)

    cancel_subsidy(
        no=subsidy.no, words="核定有误，撤销", actor=subsidies.officer(), at=subsidies.AT
    )
    said = page(told, MINE)
    assert "已核定" not in said and APPLY in said


def test_another_firm_and_a_visitor_see_nothing_of_it(told, client):
    awarded(told)
    stranger = build.people(told.lead, build.cases.firm(build.firm()), at=told.at)

    assert "已核定" not in page(stranger, MINE)
    assert "已核定" not in client.get(MINE).content.decode()


def test_what_was_granted_for_a_year_that_is_over_can_be_asked_for_anew(told):
    build.story("submitted", told)
    months = {"first_month": "2025-01", "last_month": "2025-12"}
    Application.objects.update(state=Application.State.APPROVED, **months)
    today = told.at.date()

    assert standing_application(told.firm, REWARD, today.replace(year=2025)) == told.application
    assert standing_application(told.firm, REWARD, today) is None
    assert applications_in_hand(told.firm, today) == {}
    assert APPLY in page(told, MINE)
