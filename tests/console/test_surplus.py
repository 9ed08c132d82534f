"""What a receipt brought too much, at the office: proposed by one, decided by another."""

from datetime import datetime

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from kerong.contracts.subsidies.models import ClawBackReceipt, SurplusReturn
from kerong.kernel import roles
from kerong.payments.models import Payment
from tests.build import cases, parties, subsidies
from tests.build.cases import CHINA
from tests.build.web import signed_in
from tests.contracts.subsidies.test_surplus import WAN, back, receive

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 4, 8, 10, 0, tzinfo=CHINA)
WORDS = "企业多缴，应予退还"


@pytest.fixture
def receipt() -> ClawBackReceipt:
    """Eight of twenty are left."""
    subsidies.budget()
    subsidy = subsidies.paid(subsidies.awarded(subsidies.award(subsidies.payee())))
    return receive(back(subsidy, 12 * WAN, "b/1"), 12 * WAN, 20 * WAN)


def post(desk: Client, name: str, key: object, **typed: object) -> tuple[int, str]:
    with time_machine.travel(NOW, tick=False):
        answer = desk.post(reverse(f"console:{name}", args=[key]), typed, follow=True)
    return answer.status_code, answer.content.decode()


def test_one_proposes_and_another_sends_it_back_or_orders_it(receipt: ClawBackReceipt) -> None:
    desk = signed_in(cases.officer())
    chief = signed_in(parties.actor(roles.OFFICER, department=parties.department()))

    assert post(desk, "surplus-proposal", receipt.pk, words="多")[0] == 400
    status, page = post(desk, "surplus-proposal", receipt.pk, words=WORDS)
    row = SurplusReturn.objects.get()
    assert (status, row.amount_fen) == (200, 8 * WAN)
    assert row.no in page and "¥80,000.00" in page
    approval = reverse("console:surplus-approval", args=[row.no])
    assert approval not in page and "须由提议人以外的人决定" in page
    assert post(desk, "surplus-proposal", receipt.pk, words=WORDS)[0] == 409

    status, page = post(chief, "surplus-sending-back", row.no, words="请先核对账户")
    assert status == 200 and "请先核对账户" in page

    post(desk, "surplus-proposal", receipt.pk, words=WORDS)
    row = SurplusReturn.objects.get(state="proposed")
    seen = {"amount_fen": row.amount_fen}
    approval = reverse("console:surplus-approval", args=[row.no])
    with time_machine.travel(NOW, tick=False):
        shown = chief.get(reverse("console:claw-back-surplus", args=[receipt.pk]))
    assert approval in shown.content.decode()
    status, page = post(desk, "surplus-approval", row.no, **seen)
    assert status == 422 and "subsidy.same_person" in page
    assert post(chief, "surplus-approval", row.no, **seen)[0] == 200
    assert post(chief, "surplus-approval", row.no, **seen)[0] == 422  # nothing is left to order
    assert Payment.objects.get(root=row.reference).amount_fen == 8 * WAN


def test_an_auditor_reads_it_and_is_offered_nothing(receipt: ClawBackReceipt) -> None:
    auditor = signed_in(parties.actor(roles.AUDITOR))
    page = auditor.get(reverse("console:claw-back-surplus", args=[receipt.pk]))
    assert page.status_code == 200
    assert reverse("console:surplus-proposal", args=[receipt.pk]) not in page.content.decode()
    missing = auditor.get(reverse("console:claw-back-surplus", args=[receipt.pk + 1]))
    assert missing.status_code == 404
