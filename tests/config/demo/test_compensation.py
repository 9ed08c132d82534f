"""The demo's loss fund: one loss shared and partly recovered, one claim waiting, a warning."""

from datetime import datetime

import pytest

from kerong.config.demo.compensation import load_compensation
from kerong.contracts.compensation.check import check_compensation
from kerong.contracts.compensation.models import Breaker, Claim, LossPool
from kerong.kernel import roles
from kerong.ledger.models import Account
from tests.build import compensation, parties
from tests.build.cases import CHINA, WAN

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("day", [(2026, 11, 22), (2028, 2, 29)])
def test_a_loss_is_shared_another_waits_and_the_bank_is_warned(day):
    at = datetime(*day, 9, tzinfo=CHINA)
    bank = parties.institution(is_sample=True)
    compensation.listing(bank)
    parties.person(roles.INSTITUTION_CLERK, bank)
    for _ in range(2):
        parties.person(roles.OFFICER)
    for _ in range(3):
        parties.person(roles.FIRM_OWNER, parties.enterprise(is_sample=True))

    assert load_compensation(at) == 2
    shared, waiting = Claim.objects.order_by("pk")
    assert (shared.state, shared.recovered_fen) == ("settled", 12 * WAN)
    assert waiting.state == "filed"
    held = Account.objects.filter(kind="loss_fund").values_list("balance_fen", flat=True)
    assert sum(held) == (1250 - 80 + 8) * WAN  # 80 of 100 borne, 8 of 10 back
    assert set(Breaker.objects.filter(scope="bank").values_list("state", flat=True)) == {"warned"}
    assert LossPool.objects.get().is_sample
    assert list(check_compensation()) == []


def test_without_a_product_of_a_sample_bank_nothing_is_loaded():
    assert load_compensation(datetime(2026, 11, 22, 9, tzinfo=CHINA)) == 0
