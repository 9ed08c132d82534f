"""What changes between two steps of a bridge is seen by the later one, and no fen stays behind."""

from typing import Any

import pytest

from kerong.contracts.bridges import record_receipt as recording
from kerong.contracts.bridges import settle_bridge as settling
from kerong.contracts.bridges.check_bridges import check_bridges
from kerong.contracts.bridges.errors import BridgeMoved, FirmBanned, HindranceBars, HindranceStands
from kerong.contracts.bridges.lift_ban import lift_ban
from kerong.contracts.bridges.models import Bridge
from kerong.contracts.bridges.watch_days import watch_days
from tests.build import bridges as build
from tests.build import evidence
from tests.build.bridges import LENT_FEN, OWN_FEN, World
from tests.build.cases import WAN

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return build.world()


def beside(world: World) -> World:
    """Another fund, another loan of the same firm."""
    fund = build.fund(key="beside", title="邻区转贷应急资金（示例）")
    loan = build.maturing_loan(enterprise_id=world.firm.pk)
    made = World(fund, loan, world.bank)
    made._people = world._people
    return made


def test_a_firm_that_broke_its_word_gets_no_second_bridge_that_was_under_way(world: World) -> None:
    other = beside(world)
    asked = other.applied()
    other.backed(asked)
    first = world.until_released()
    for each in (world, other):
        each.later(days=11)
    watch_days(world.at)

    with pytest.raises(FirmBanned) as refused:
        other.proposed(asked)

    assert refused.value.facts["no"] == first.no


def test_nothing_is_released_to_a_firm_banned_since_the_approval(world: World) -> None:
    other = beside(world)
    asked = other.until_approved()
    other.received(asked, OWN_FEN)
    first = world.until_drawn()
    for each in (world, other):
        each.later(days=11)
    watch_days(world.at)

    with pytest.raises(FirmBanned):
        other.released(asked)

    world.received(first, 120 * WAN, kind="new_loan")
    world.ended(first)
    world.paid(first, "back")
    lift_ban(actor=world.officer, bridge_no=first.no, words="已归还全部款项", at=world.at)
    assert other.released(asked).state == "released"


def test_a_suit_that_came_after_the_approval_has_to_be_lifted_before_the_release(
    world: World,
) -> None:
    bridge = world.until_approved()
    world.received(bridge, OWN_FEN)
    evidence.observe(world.firm, {"pending_lawsuits": "1"})

    with pytest.raises(HindranceStands):
        world.released(bridge)

    world.coordinated(bridge, "lawsuit")
    assert world.released(bridge).state == "released"


def test_a_record_of_bad_credit_after_the_approval_bars_the_release(world: World) -> None:
    bridge = world.until_approved()
    world.received(bridge, OWN_FEN)
    evidence.observe(world.firm, {"is_dishonest_debtor": "true"})

    with pytest.raises(HindranceBars):
        world.released(bridge)

    assert world.fresh(bridge).state == "approved"


def test_money_that_comes_in_while_the_bridge_is_settled_goes_back_too(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    bridge = world.until_drawn()
    world.received(bridge, 120 * WAN, kind="new_loan")
    moved = settling.move

    def meanwhile(held: Bridge, *said: Any, **more: Any) -> None:
        monkeypatch.setattr(settling, "move", moved)
        world.received(bridge, 10 * WAN, kind="new_loan")
        moved(held, *said, **more)

    monkeypatch.setattr(settling, "move", meanwhile)
    world.ended(bridge)
    back = world.paid(bridge, "back")

    assert back.amount_fen == 130 * WAN - LENT_FEN - (world.fresh(bridge).fee_fen or 0)
    assert world.fresh(bridge).state == "closed"
    assert (build.balance(bridge.escrow), check_bridges()) == (0, [])


def test_no_money_comes_in_behind_a_bridge_that_was_settled_in_that_moment(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    bridge = world.until_drawn()
    world.received(bridge, 120 * WAN, kind="new_loan")
    checked = recording._require_possible

    def meanwhile(*said: Any) -> None:
        checked(*said)
        world.ended(bridge)

    monkeypatch.setattr(recording, "_require_possible", meanwhile)
    with pytest.raises(BridgeMoved):
        world.received(bridge, 10 * WAN, kind="new_loan")

    monkeypatch.undo()
    world.paid(bridge, "back")
    assert (build.balance(bridge.escrow), check_bridges()) == (0, [])
