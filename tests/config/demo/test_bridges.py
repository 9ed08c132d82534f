"""The demo's bridge: promised by another bank, a suit waits for a coordination decision."""

import pytest

from kerong.config.demo.accounts import load_accounts
from kerong.config.demo.bridges import load_bridges
from kerong.config.demo.loans import load_loans
from kerong.contracts.bridges.check_bridges import check_bridges
from kerong.contracts.bridges.hindrances import hindrances_now
from kerong.contracts.bridges.models import Bridge, BridgeFund
from kerong.contracts.bridges.statement import figures_of
from tests.build import parties
from tests.build.parties import MOMENT

pytestmark = pytest.mark.django_db


def test_a_bridge_waits_for_the_office_and_the_fund_has_its_money() -> None:
    for _ in range(2):
        parties.enterprise(is_sample=True)
        parties.institution(is_sample=True)
    parties.institution(is_sample=True, kind="guarantor")
    load_accounts(MOMENT)
    load_loans(MOMENT)

    assert load_bridges(MOMENT) == 1

    bridge = Bridge.objects.select_related("loan", "terms").get()
    assert (bridge.state, bridge.loan.institution != bridge.institution) == ("backed", True)
    assert [each.code for each in hindrances_now(bridge, MOMENT.date())] == ["lawsuit"]
    assert figures_of(BridgeFund.objects.get()).balance_fen == 2000 * 1_000_000
    assert "示例" in bridge.fund.title and check_bridges() == []
