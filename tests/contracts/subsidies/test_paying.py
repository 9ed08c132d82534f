"""兑付: ordered, sent, confirmed or returned, in parts, delivered; never more than granted."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from kerong.contracts.subsidies.cancel_subsidy import cancel_subsidy
from kerong.contracts.subsidies.deliver_subsidy import deliver_subsidy
from kerong.contracts.subsidies.errors import (
    NothingLeft,
    ProofWanted,
    SubsidyMoved,
    WrongForm,
)
from kerong.contracts.subsidies.models import EntitledMonth, Entitlement, Payout, Subsidy
from kerong.ledger.models import Account
from kerong.notices.models import Outbox
from kerong.payments.errors import PaymentUnderWay
from kerong.payments.reissue_payment import reissue_payment
from tests.build import payments, subsidies
from tests.build.cases import WAN

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

BUDGET, PAYABLE, PAID = (
    f"fiscal/{name}/upgrading-2026" for name in ("budget", "subsidy-payable", "subsidy-paid")
)


def balance(code: str) -> int:
    return Account.objects.get(code=code).balance_fen


def given(**fields) -> Subsidy:
    subsidies.budget()
    return subsidies.awarded(subsidies.award(subsidies.payee(), **fields))


def test_from_the_award_to_the_bank_and_back():
    subsidy = given()

    payout = subsidies.ordered(subsidy)
    assert (balance(PAYABLE), Account.objects.get(code=BUDGET).held_out_fen) == (30 * WAN, 0)
    batch = subsidies.sent(payout)
    payout.refresh_from_db()
    assert payout.state == "sent"
    subsidies.sound()
    payments.settled(batch)

    subsidy.refresh_from_db()
    payout.refresh_from_db()
    assert (subsidy.state, subsidy.settled_fen) == ("paid", 30 * WAN)
    assert (payout.state, payout.settled_on) == ("paid", payments.PAID_ON)
    assert (balance(PAYABLE), balance(PAID)) == (0, 30 * WAN)
    assert Entitlement.objects.get().paid_fen == 30 * WAN
    assert Outbox.objects.filter(kind="subsidy.paid").exists()
    subsidies.sound()


def test_a_second_order_finds_nothing_left():
    subsidy = given()
    subsidies.ordered(subsidy)

    with pytest.raises(NothingLeft):
        subsidies.ordered(subsidy)


def test_what_the_bank_returns_is_paid_by_a_new_payment_of_the_same_root():
    subsidy = given()
    payout = subsidies.ordered(subsidy)
    first = subsidies.payment_of(payout)
    batch = payments.sent([first])
    payments.settled(batch, first)
    payout.refresh_from_db()
    assert (payout.state, balance(PAYABLE)) == ("returned", 30 * WAN)
    subsidies.sound()

    payments.account_of(subsidy.enterprise.reference, holder=subsidy.enterprise.name)
    first.refresh_from_db()
    reissue_payment(payment_no=first.no, actor=subsidies.officer(), at=payments.LATER)
    payments.settled(subsidies.sent(payout))

    subsidy.refresh_from_db()
    assert (subsidy.state, balance(PAID)) == ("paid", 30 * WAN)
    subsidies.sound()


def test_both_parts_of_one_subsidy_in_one_batch_are_settled():
    """30 万: 24 万 and 6 万 answered in one file."""
    subsidy = given()
    parts = [subsidies.ordered(subsidy, part) for part in ("advance", "rest")]

    payments.settled(payments.sent([subsidies.payment_of(each) for each in parts]))

    subsidy.refresh_from_db()
    assert (subsidy.state, subsidy.settled_fen) == ("paid", 30 * WAN)
    assert [each.state for each in subsidy.payouts.all()] == ["paid", "paid"]
    subsidies.sound()


def test_following_a_batch_asks_the_same_of_two_as_of_five():
    subsidies.budget()
    asked = {}
    for size in (2, 5):
        orders = [
            subsidies.ordered(subsidies.awarded(subsidies.award(subsidies.payee())))
            for _ in range(size)
        ]
        with CaptureQueriesContext(connection) as seen:
            payments.settled(payments.sent([subsidies.payment_of(each) for each in orders]))
        own = [each for each in seen.captured_queries if '"subsidies_' in each["sql"]]
        asked[size] = len(own)
    assert asked[2] == asked[5] > 0
    assert Subsidy.objects.filter(state="paid").count() == 7
    subsidies.sound()


def test_an_answer_for_money_that_was_never_ordered_is_refused_whole():
    """A subsidy whose sums do not allow it: nothing of the step is taken."""
    good, bad = given(), subsidies.awarded(subsidies.award(subsidies.payee()))
    orders = [subsidies.ordered(each) for each in (good, bad)]
    batch = payments.sent([subsidies.payment_of(each) for each in orders])
    Entitlement.objects.filter(pk=bad.entitlement_id).update(entitled_fen=0, committed_fen=0)

    with pytest.raises(SubsidyMoved), transaction.atomic():
        payments.settled(batch)

    assert not Subsidy.objects.filter(settled_fen__gt=0).exists()
    assert {each.state for each in Payout.objects.all()} == {"sent"}


def test_eighty_percent_first_then_the_rest():
    """30 万: 24 万 at once, 6 万 when the papers are complete."""
    subsidy = given()

    advance = subsidies.ordered(subsidy, "advance")
    assert advance.amount_fen == 24 * WAN
    with pytest.raises(SubsidyMoved):
        subsidies.ordered(subsidy, "advance")
    payments.settled(subsidies.sent(advance))
    subsidy.refresh_from_db()
    assert subsidy.state == "ordered"

    assert subsidies.paid(subsidy, "rest").state == "paid"
    assert [each.amount_fen for each in subsidy.payouts.all()] == [24 * WAN, 6 * WAN]
    subsidies.sound()


def test_goods_are_delivered_with_a_proof_in_parts():
    subsidy = given(form="in_kind")
    with pytest.raises(WrongForm):
        subsidies.ordered(subsidy)
    terms = {"no": subsidy.no, "delivered_on": date(2026, 4, 6), "actor": subsidies.officer()}
    with pytest.raises(ProofWanted):
        deliver_subsidy(amount_fen=10 * WAN, proof=" ", at=subsidies.AT, **terms)

    deliver_subsidy(amount_fen=10 * WAN, proof="签收单 QS-1", at=subsidies.AT, **terms)
    deliver_subsidy(amount_fen=20 * WAN, proof="签收单 QS-2", at=subsidies.AT, **terms)

    subsidy.refresh_from_db()
    assert (subsidy.state, balance(PAID), balance(PAYABLE)) == ("paid", 30 * WAN, 0)
    with pytest.raises(NothingLeft):
        deliver_subsidy(amount_fen=1, proof="签收单 QS-3", at=subsidies.AT, **terms)
    subsidies.sound()


def test_a_waiver_without_a_budget_leaves_the_ledger_alone():
    subsidies.budget()
    subsidy = subsidies.awarded(subsidies.award(budget="", form="waiver"))

    deliver_subsidy(
        no=subsidy.no,
        delivered_on=date(2026, 4, 1),
        amount_fen=30 * WAN,
        proof="免租确认书",
        actor=subsidies.officer(),
        at=subsidies.AT,
    )

    subsidy.refresh_from_db()
    assert (subsidy.state, balance(PAID)) == ("paid", 0)
    subsidies.sound()


def cancelled(subsidy: Subsidy) -> Subsidy:
    words = "企业申请材料有误"
    return cancel_subsidy(no=subsidy.no, words=words, actor=subsidies.officer(), at=subsidies.AT)


@pytest.mark.parametrize("is_ordered", [False, True])
def test_a_cancelled_one_frees_money_and_months(is_ordered):
    subsidy = given()
    if is_ordered:
        subsidies.ordered(subsidy)

    assert cancelled(subsidy).state == "cancelled"

    held = Account.objects.get(code=BUDGET)
    assert (held.available_fen, balance(PAYABLE)) == (1000 * WAN, 0)
    assert not EntitledMonth.objects.exists()
    again = subsidies.awarded(subsidies.award(subsidy.enterprise))
    assert again.granted_fen == 30 * WAN
    subsidies.sound()


def test_of_one_partly_paid_the_rest_is_cancelled():
    subsidy = subsidies.paid(given(), "advance")

    assert (cancelled(subsidy).state, balance(BUDGET)) == ("paid", 976 * WAN)
    subsidy.refresh_from_db()
    assert (subsidy.granted_fen, subsidy.settled_fen) == (24 * WAN, 24 * WAN)
    with pytest.raises(SubsidyMoved):
        cancelled(subsidy)
    subsidies.sound()


def test_what_is_at_the_bank_cannot_be_cancelled():
    subsidy = given()
    subsidies.sent(subsidies.ordered(subsidy))

    with pytest.raises((PaymentUnderWay, SubsidyMoved)):
        cancelled(subsidy)
    subsidies.sound()


@pytest.mark.parametrize(
    "wrong",
    [
        {"granted_fen": 40 * WAN},
        {"ordered_fen": 31 * WAN},
        {"settled_fen": 1},
        {"returned_fen": 31 * WAN},
    ],
)
def test_the_database_itself_refuses_more_than_was_granted(wrong):
    subsidy = given()
    with pytest.raises(IntegrityError), transaction.atomic():
        Subsidy.objects.filter(pk=subsidy.pk).update(**wrong)
    with pytest.raises(IntegrityError), transaction.atomic():
        Entitlement.objects.update(paid_fen=31 * WAN)
