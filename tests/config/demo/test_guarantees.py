"""The demo's guarantees: one in force with its first fee paid, one letter, one request."""

from datetime import datetime

import pytest

from kerong.config.demo.guarantees import load_guarantees, load_guarantor
from kerong.contracts.guarantees.check_guarantees import check_guarantees
from kerong.contracts.guarantees.models import FeeInvoice, Guarantee
from kerong.kernel import roles
from tests.build import parties
from tests.build.cases import CHINA, WAN

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("day", [(2026, 11, 22), (2028, 2, 29)])
def test_a_guarantor_answers_for_a_loan_and_is_asked_for_more(day):
    at = datetime(*day, 9, tzinfo=CHINA)
    for _ in range(2):
        parties.enterprise(is_sample=True)
    guarantor, bank = load_guarantor(at), parties.institution(is_sample=True)
    for place in (guarantor, bank):
        parties.person(roles.INSTITUTION_CLERK, place)
        parties.person(roles.INSTITUTION_APPROVER, place)

    assert load_guarantees(at) == 3
    covered, letter, asked = Guarantee.objects.order_by("pk")
    assert (covered.state, covered.balance_fen) == ("effective", 250 * WAN)
    assert (letter.state, asked.state) == ("issued", "asked")
    states = list(FeeInvoice.objects.filter(kind="guarantee").values_list("state", flat=True))
    assert states == ["paid"]
    assert check_guarantees().faults == ()
