"""The whole way of a pledge, from the asset to the release, and every step out of turn."""

from datetime import date

import pytest

from kerong.contracts.pledges.check_pledges import check_pledges
from kerong.contracts.pledges.models import Filing, PledgeItem, Valuation
from kerong.notices.models import Outbox
from tests.build import pledges as build
from tests.build.pledges import COVER_FEN

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def told(kind: str) -> set[str]:
    return set(Outbox.objects.filter(kind=kind).values_list("to", flat=True))


def test_from_the_asset_to_the_release() -> None:
    world = build.world()
    valuation = world.worth()
    pledge = world.offered(valuation)
    item = PledgeItem.objects.get()
    assert (item.rate_ppm, item.cover_fen, item.live) == (250_000, COVER_FEN, False)

    pledge = world.fresh(world.signed(pledge))
    assert (pledge.state, PledgeItem.objects.get().live) == ("signed", True)
    assert Valuation.objects.get().state == "used"

    filing = world.filed(pledge)
    assert filing.due_on == date(2026, 3, 11)  # three working days after Friday the 6th
    world.later(days=3)
    world.registered(filing, "Y2026500000001")
    pledge = world.fresh(pledge)
    assert (pledge.state, pledge.certificate_no) == ("registered", "Y2026500000001")
    assert pledge.registered_on == date(2026, 3, 9)

    world.later(days=360)
    world.settled()
    assert told("pledge.release_due") == {world.firm.reference, world.bank.reference}
    world.released(pledge)
    assert world.fresh(pledge).state == "registered"  # until the register says otherwise
    world.registered(Filing.objects.get(kind="release"))

    pledge = world.fresh(pledge)
    assert (pledge.state, pledge.ended_on) == ("released", world.at.date())
    assert not PledgeItem.objects.filter(live=True).exists()
    assert check_pledges() == []
