"""What is watched: lapse and fees of pledged rights, the end of the loan, a default, the sums."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from kerong.contracts.loans.approve_report import approve_report
from kerong.contracts.loans.models import ProposedReport
from kerong.contracts.pledges.check_pledges import check_pledges
from kerong.contracts.pledges.errors import (
    FigureWrong,
    NotInDefault,
    PledgeMoved,
    RealisationKnown,
)
from kerong.contracts.pledges.jobs import PledgesDisagree, check_all_pledges
from kerong.contracts.pledges.models import (
    Filing,
    IpAsset,
    Pledge,
    PledgeAlarm,
    PledgeItem,
    Realisation,
)
from kerong.contracts.pledges.raise_alarms import raise_alarms
from kerong.contracts.pledges.reads import alarms_listed, pledges_listed
from kerong.contracts.pledges.record_realisation import Realised, record_realisation
from kerong.notices.models import Outbox
from tests.build import pledges as build
from tests.build.cases import WAN
from tests.build.pledges import FEE_UNTIL, World

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return build.world()


def told(kind: str) -> set[str]:
    return set(Outbox.objects.filter(kind=kind).values_list("to", flat=True))


def at(world: World, day: date) -> datetime:
    return world.at.replace(year=day.year, month=day.month, day=day.day)


def test_nothing_is_raised_for_a_sound_right(world: World) -> None:
    world.until_registered()
    assert raise_alarms(world.at) == 0


def test_a_fee_is_told_of_sixty_days_ahead_and_again_when_it_is_unpaid(world: World) -> None:
    world.until_registered()
    ahead = FEE_UNTIL - timedelta(days=60)
    days = (ahead - timedelta(days=1), ahead, FEE_UNTIL, FEE_UNTIL + timedelta(days=1))

    counts = [raise_alarms(at(world, day)) for day in days]

    assert counts == [0, 1, 0, 1]  # each once
    both = {world.firm.reference, world.bank.reference}
    assert told("pledge.alarm_fee_due") == told("pledge.alarm_fee_unpaid") == both
    standing = PledgeAlarm.objects.filter(over_at=None)
    assert [row.kind for row in standing] == ["fee_unpaid"]  # the warning gave way to it


def test_an_alarm_is_over_once_the_fee_is_paid(world: World) -> None:
    pledge = world.until_registered()
    world.later(days=350)
    raise_alarms(world.at)
    assert [row.alarm_count for row in pledges_listed(world.clerk)] == [1]
    world.read(IpAsset.objects.get(), fee_until_on=FEE_UNTIL + timedelta(days=365))

    assert raise_alarms(world.at) == 0

    assert PledgeAlarm.objects.get(item__pledge=pledge).over_at == world.at
    assert [row.alarm_count for row in pledges_listed(world.clerk)] == [0]


@pytest.mark.parametrize(
    ("read", "kind"),
    [
        ({"status": "lapsed"}, "lapsed"),
        ({"status": "invalidated"}, "invalidated"),
        ({"status": "challenged"}, "challenged"),
        ({"status": "disputed"}, "disputed"),
        ({"expires_on": date(2027, 3, 5)}, "ends_early"),
    ],
)
def test_whatever_threatens_the_right_is_told_to_both(
    world: World, read: dict[str, Any], kind: str
) -> None:
    world.until_signed()
    world.later(days=1)
    world.read(IpAsset.objects.get(), **read)

    assert [raise_alarms(world.at), raise_alarms(world.at)] == [1, 0]

    assert told(f"pledge.alarm_{kind}") == {world.firm.reference, world.bank.reference}
    assert PledgeAlarm.objects.get().kind == kind
    assert list(alarms_listed(build.world().clerk)) == []  # no other bank hears of it


def test_a_right_that_is_not_pledged_is_not_watched(world: World) -> None:
    pledge = world.until_signed()
    world.read(IpAsset.objects.get(), status="lapsed")
    world.released(pledge)
    world.read(world.asset(), status="lapsed")

    assert raise_alarms(world.at) == 0


def test_many_rights_take_few_queries(world: World, django_assert_max_num_queries: Any) -> None:
    pledge = world.until_signed()
    valuation = pledge.items.get().valuation
    for number in range(20):
        asset = world.asset(number=f"ZL2019.{number}")
        item = PledgeItem(pledge=pledge, asset=asset, asset_key=asset.key, valuation=valuation)
        item.value_fen, item.rate_ppm, item.cover_fen, item.live = 1, 0, 0, True
        item.save()

    with django_assert_max_num_queries(10):
        assert raise_alarms(world.at) == 0


def test_a_settled_loan_asks_for_the_release_and_a_withdrawn_report_takes_it_back(
    world: World,
) -> None:
    pledge = world.until_registered()
    world.later(days=30)
    world.settled()
    assert world.fresh(pledge).freed_at == world.at
    assert told("pledge.release_due") == {world.firm.reference, world.bank.reference}

    report = world.loan.reports.get(kind="settlement")
    world.reported("void", corrects=report.reference)
    waiting = ProposedReport.objects.get(state="waiting")
    approve_report(actor=world.approver, proposal_id=waiting.pk, at=world.at)

    assert world.fresh(pledge).freed_at is None
    assert Outbox.objects.filter(kind="pledge.release_due").count() == 2


def overdue(world: World) -> Pledge:
    """Registered, and then nothing was paid for three months."""
    pledge = world.until_registered()
    world.later(days=90)
    arrears = {"principal_fen": 0, "interest_fen": 10_000_00, "due_on": "2026-04-06"}
    world.reported("arrears", **arrears)
    return world.fresh(pledge)


def realised(world: World, pledge: Pledge, **said: Any) -> Realisation:
    usual: dict[str, Any] = {
        "way": "auction",
        "proceeds_fen": 80 * WAN,
        "costs_fen": 2 * WAN,
        "realised_on": world.at.date(),
        "reference": "拍卖-1",
    }
    return record_realisation(
        actor=world.approver, pledge_no=pledge.no, realised=Realised(**(usual | said)), at=world.at
    )


def test_what_a_right_brought_is_told_with_the_reference_for_the_recovery(world: World) -> None:
    pledge = overdue(world)

    row = realised(world, pledge)

    said = Outbox.objects.filter(kind="pledge.realised")
    assert {each.to for each in said} == {
        world.firm.reference,
        world.bank.reference,
        "role:officer",
    }
    assert said[0].facts["reference"] == f"pledge:{pledge.no}/拍卖-1"
    assert said[0].facts["proceeds"] == "800000.00"
    assert realised(world, pledge) == row  # the same again changes nothing
    assert Outbox.objects.filter(kind="pledge.realised").count() == 3
    with pytest.raises(RealisationKnown):
        realised(world, pledge, proceeds_fen=81 * WAN)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("way", "gift"),
        ("proceeds_fen", 0),
        ("costs_fen", 80 * WAN + 1),
        ("realised_on", date(2026, 3, 5)),
        ("realised_on", date(2027, 1, 1)),
    ],
)
def test_figures_that_cannot_be_are_refused(world: World, field: str, value: Any) -> None:
    pledge = overdue(world)
    with pytest.raises(FigureWrong) as wrong:
        realised(world, pledge, **{field: value})
    assert wrong.value.facts == {"field": field}


def test_nothing_is_realised_without_a_default_or_before_the_entry(world: World) -> None:
    with pytest.raises(NotInDefault):
        realised(world, world.until_registered())
    other = build.world()
    with pytest.raises(PledgeMoved):
        realised(other, other.until_signed())


def test_the_daily_check_finds_what_does_not_agree(world: World) -> None:
    pledge = world.until_registered()
    check_all_pledges(world.at)
    Pledge.objects.filter(pk=pledge.pk).update(secured_fen=301 * WAN)
    Filing.objects.update(state=Filing.State.WITHDRAWN)
    loose = world.offered()
    loose.items.update(live=True)

    found = {(fault.subject, fault.what) for fault in check_pledges()}

    assert found == {
        (pledge.no, "secures more than its rights cover"),
        (pledge.no, "is registered without an entry"),
        (loose.no, "its rights and its state disagree"),
    }
    with pytest.raises(PledgesDisagree):
        check_all_pledges(world.at)
