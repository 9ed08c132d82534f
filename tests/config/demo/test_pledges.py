"""The demo's pledges: one registered with an alarm, one before the window."""

import pytest

from kerong.config.demo.accounts import load_accounts
from kerong.config.demo.loans import load_loans
from kerong.config.demo.pledges import load_pledges
from kerong.contracts.pledges.check_pledges import check_pledges
from kerong.contracts.pledges.models import AssessmentSheet, Filing, IpAsset, PledgeAlarm
from tests.build import parties
from tests.build import pledges as build
from tests.build.parties import MOMENT

pytestmark = pytest.mark.django_db


def test_one_pledge_is_registered_with_an_alarm_and_one_waits_at_the_window() -> None:
    for _ in range(2):
        parties.enterprise(is_sample=True)
        parties.institution(is_sample=True)
    for kind in ("guarantor", "insurer"):
        parties.institution(is_sample=True, kind=kind)
    load_accounts(MOMENT)
    load_loans(MOMENT)
    build.published_card()

    assert load_pledges(MOMENT) == 2

    states = Filing.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == ["registered", "submitted"]
    assert PledgeAlarm.objects.get().kind == "fee_due"
    assert AssessmentSheet.objects.get().verified is False
    assert all("示例" in asset.title for asset in IpAsset.objects.all())
    assert check_pledges() == []
