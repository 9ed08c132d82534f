"""Insurance of a pledge: its page shows the policy that names it, and a lapse raises an alarm."""

from datetime import date, datetime

import pytest

from kerong.contracts.insurance.errors import PledgeUnfit
from kerong.contracts.insurance.lapse_insurance import lapse_insurance
from kerong.contracts.insurance.models import InsurancePolicy
from kerong.contracts.pledges.errors import PledgeNotFound
from kerong.contracts.pledges.insured import register_insurance
from kerong.contracts.pledges.models import Pledge, PledgeAlarm
from kerong.contracts.pledges.raise_alarms import raise_alarms
from kerong.contracts.pledges.reads import pledge_page
from kerong.notices.models import Outbox
from tests.build import insurance
from tests.build import pledges as build
from tests.build.cases import CHINA
from tests.build.pledges import World

pytestmark = pytest.mark.django_db
OVER = datetime(2026, 9, 11, 10, tzinfo=CHINA)  # half a year of cover ended the day before


@pytest.fixture
def world() -> World:
    return build.world()


def insured(world: World, pledge: Pledge, **said: object) -> InsurancePolicy:
    desk = insurance.World(world.loan, insurance.insurer())
    asked = desk.asked(by=world.owner, kind="pledge", pledge_no=pledge.no)
    known = {"to_on": date(2026, 9, 10)} | said
    return desk.paid(desk.accepted(desk.quoted(asked, **known), by=world.owner))


def test_the_policy_names_the_pledge_and_the_pledge_shows_the_policy(world: World) -> None:
    pledge = world.until_registered()
    policy = insured(world, pledge)

    (shown,) = pledge_page(world.clerk, pledge.no, on=world.at.date()).policies
    assert (shown.no, shown.names_pledge, shown.state) == (policy.no, True, "in_force")
    assert policy.pledge == pledge and raise_alarms(insurance.START) == 0


def test_a_lapse_is_told_once_and_is_over_once_it_is_insured_again(world: World) -> None:
    pledge = world.until_registered()
    insured(world, pledge)
    world.read(pledge.items.get().asset, fee_until_on=date(2027, 12, 31))
    lapse_insurance(OVER)

    assert [raise_alarms(OVER), raise_alarms(OVER)] == [1, 0]
    alarm = PledgeAlarm.objects.get()
    assert (alarm.kind, alarm.about_on) == ("uninsured", date(2026, 9, 10))
    assert Outbox.objects.filter(kind="pledge.alarm_uninsured").count() == 2

    InsurancePolicy.objects.update(to_on=date(2027, 3, 9), state="in_force")
    raise_alarms(OVER)
    alarm.refresh_from_db()
    assert alarm.over_at == OVER


def test_what_never_was_insured_raises_no_alarm_nor_does_a_pledge_that_is_over(
    world: World,
) -> None:
    pledge = world.until_registered()
    assert raise_alarms(world.at) == 0
    insured(world, pledge)
    world.read(pledge.items.get().asset, fee_until_on=date(2027, 12, 31))
    Pledge.objects.update(freed_at=OVER)
    assert raise_alarms(OVER) == 0


def test_a_policy_whose_premium_never_came_insured_nothing(world: World) -> None:
    pledge = world.until_registered()
    desk = insurance.World(world.loan, insurance.insurer())
    asked = desk.asked(by=world.owner, kind="pledge", pledge_no=pledge.no)
    policy = desk.accepted(desk.quoted(asked), by=world.owner)
    world.read(pledge.items.get().asset, fee_until_on=date(2027, 12, 31))

    assert lapse_insurance(OVER) == 1 and raise_alarms(OVER) == 0
    (shown,) = pledge_page(world.clerk, pledge.no, on=world.at.date()).policies
    assert (shown.no, shown.state, shown.covered_to) == (policy.no, "lapsed", None)


def test_a_pledge_of_another_loan_is_not_insured_here(world: World) -> None:
    pledge = world.until_registered()
    other = build.loan(world.bank, world.firm)
    desk = insurance.World(other, insurance.insurer())
    with pytest.raises(PledgeUnfit):
        desk.asked(by=world.owner, kind="pledge", pledge_no=pledge.no)
    with pytest.raises(PledgeNotFound):
        desk.asked(by=world.owner, kind="pledge")


def test_one_teller_a_name() -> None:
    with pytest.raises(ValueError, match="insurance"):
        register_insurance("insurance", lambda pledges: {})
