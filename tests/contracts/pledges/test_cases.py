"""Cases about rights: what puts the right itself in question counts, what defends it is shown."""

from datetime import date, timedelta

import pytest

from kerong.contracts.pledges.assess_asset import Told, assess_asset, pledge_facts
from kerong.contracts.pledges.checks import hits_of
from kerong.contracts.pledges.end_case import CaseEnd, end_case
from kerong.contracts.pledges.errors import CaseNotFound, CaseOver, FigureWrong
from kerong.contracts.pledges.models import IpAsset, PledgeAlarm, RightsCase
from kerong.contracts.pledges.raise_alarms import raise_alarms
from kerong.contracts.pledges.reads import asset_page, cases_of_sheet
from kerong.contracts.pledges.standing import standing_of
from kerong.kernel import roles
from kerong.notices.models import Outbox
from tests.build import parties
from tests.build import pledges as build
from tests.build.cases import WAN
from tests.build.pledges import World

pytestmark = pytest.mark.django_db
UNTIL = date(2027, 3, 6)


@pytest.fixture
def world() -> World:
    return build.world()


def ended(world: World, case: RightsCase, state: str = "won", **said: object) -> RightsCase:
    known: dict = {"result": "法院确认专利权归本企业", "ended_on": world.at.date()} | said
    end = CaseEnd(state=state, **known)
    return end_case(actor=world.owner, case_no=case.no, end=end, at=world.at)


def disputed(world: World, asset: IpAsset) -> object:
    on = world.at.date()
    found = pledge_facts(asset, standing_of(asset, on), Told(value_fen=WAN), on)
    return found["pledge_patent_is_disputed"]


def codes(world: World, asset: IpAsset) -> list[str]:
    found = hits_of([asset], until_on=UNTIL, on=world.at.date())
    return [hit.reason.code for hit in found]


@pytest.mark.parametrize(
    ("kind", "counts", "ground"),
    [
        ("ownership", True, ["ownership_dispute_or_freeze"]),
        ("invalidation", True, ["invalidation_started"]),
        ("infringement", False, []),
    ],
)
def test_only_what_puts_the_right_in_question_counts(
    world: World, kind: str, counts: bool, ground: list[str]
) -> None:
    asset = world.asset()
    world.read(asset)
    assert disputed(world, asset) is False

    case = world.case(asset, kind)

    assert disputed(world, asset) is counts
    assert codes(world, asset) == ground
    ended(world, case)
    assert disputed(world, asset) is False and codes(world, asset) == []


def test_a_case_alone_says_that_a_right_is_disputed(world: World) -> None:
    """Nobody read a register: that is unknown, until a case says it."""
    asset = world.asset()
    assert disputed(world, asset) is None
    world.case(asset)
    assert disputed(world, asset) is True


def test_the_bank_that_holds_the_right_hears_of_it_and_the_alarm_ends_with_the_case(
    world: World,
) -> None:
    pledge = world.until_registered()
    asset = pledge.items.get().asset
    case = world.case(asset)
    told = Outbox.objects.filter(kind="pledge.case_opened").values_list("to", flat=True)
    assert list(told) == [world.bank.reference]

    assert raise_alarms(world.at) == 1
    alarm = PledgeAlarm.objects.get()
    assert (alarm.kind, alarm.about_on, alarm.over_at) == ("disputed", case.began_on, None)
    assert raise_alarms(world.at) == 0

    world.later(days=1)
    ended(world, case, awarded_fen=20 * WAN)
    raise_alarms(world.at)
    alarm.refresh_from_db()
    assert alarm.over_at is not None
    assert Outbox.objects.filter(kind="pledge.case_ended").count() == 1


def test_the_sheet_shows_the_cases_of_its_day(world: World) -> None:
    build.published_card()
    asset = world.asset()
    world.read(asset)
    before = world.case(asset, "infringement")
    told = Told(value_fen=900 * WAN, claims=12)
    sheet = assess_asset(actor=world.owner, asset_no=asset.no, told=told, at=world.at)
    world.later(days=1)
    world.case(asset)

    assert cases_of_sheet(world.owner, sheet) == [before]


def test_a_case_ends_once_and_makes_sense(world: World) -> None:
    asset = world.asset()
    for wrong in ({"kind": "duel"}, {"way": "duel"}, {"began_on": date(2026, 3, 7)}):
        with pytest.raises(FigureWrong):
            world.case(asset, **wrong)
    case = world.case(asset)
    for wrong in (
        {"state": "open"},
        {"ended_on": world.at.date() + timedelta(days=1)},
        {"awarded_fen": -1},
    ):
        with pytest.raises(FigureWrong):
            ended(world, case, **wrong)
    ended(world, case, "settled")
    with pytest.raises(CaseOver):
        ended(world, case, "lost")


def test_strangers_see_no_case(world: World) -> None:
    asset = world.asset()
    case = world.case(asset)
    other = parties.actor(roles.FIRM_OWNER)
    with pytest.raises(CaseNotFound):
        end = CaseEnd(state="won", result="本案已结", ended_on=world.at.date())
        end_case(actor=other, case_no=case.no, end=end, at=world.at)
    assert asset_page(world.owner, asset.no, on=world.at.date()).open_cases == [case]
