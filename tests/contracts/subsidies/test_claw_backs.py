"""追回: ordered, received, kept from a later payment, waived by two; restored to its budget."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from kerong.contracts.subsidies.approve_waiver import approve_waiver
from kerong.contracts.subsidies.ask_waiver import ask_waiver
from kerong.contracts.subsidies.check import check_subsidies
from kerong.contracts.subsidies.errors import (
    AwardUnsound,
    ClawBackMoved,
    ClawBackReferenceUsed,
    ReceiptDiffers,
    ReceiptUsed,
    SamePerson,
    SeenOtherwise,
    TooMuchBack,
)
from kerong.contracts.subsidies.models import ClawBack, ClawBackReceipt, Entitlement, Subsidy
from kerong.contracts.subsidies.order_claw_back import BackOrder, order_claw_back
from kerong.contracts.subsidies.receive_claw_back import receive_claw_back
from kerong.contracts.subsidies.return_waiver import return_waiver
from kerong.kernel.actor import Actor
from kerong.ledger.models import Account
from kerong.notices.models import Outbox
from tests.build import payments, subsidies
from tests.build.cases import WAN

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

ORDER = BackOrder(
    event="moved_away",
    event_on=date(2026, 4, 1),
    amount_fen=12 * WAN,
    words="企业迁出本区，按条款收回",
    client_key="k1",
)


def balance(name: str) -> int:
    return Account.objects.get(code=f"fiscal/{name}/upgrading-2026").balance_fen


@pytest.fixture
def subsidy() -> Subsidy:
    subsidies.budget()
    return subsidies.paid(subsidies.awarded(subsidies.award(subsidies.payee())))


def back(subsidy: Subsidy, **fields) -> ClawBack:
    order = replace(ORDER, **fields)
    return order_claw_back(no=subsidy.no, order=order, actor=subsidies.officer(), at=subsidies.AT)


def received(
    row: ClawBack, amount_fen: int, bank_no: str = "SK-1", receipt_fen: int | None = None
) -> ClawBack:
    return receive_claw_back(
        no=row.no,
        amount_fen=amount_fen,
        received_on=date(2026, 4, 7),
        bank_no=bank_no,
        receipt_fen=receipt_fen,
        actor=subsidies.officer(),
        at=subsidies.AT,
    )


def test_an_order_is_owed_until_it_arrives_and_then_the_budget_has_it_again(subsidy):
    row = back(subsidy)
    assert (balance("claw-back"), balance("claw-back-awaited")) == (12 * WAN, 12 * WAN)
    assert Entitlement.objects.get().paid_fen == 18 * WAN

    received(row, 5 * WAN)
    row.refresh_from_db()
    assert (row.state, row.left_fen, balance("budget")) == ("ordered", 7 * WAN, 975 * WAN)
    received(row, 7 * WAN, "SK-2")

    row.refresh_from_db()
    assert (row.state, balance("budget")) == ("closed", 982 * WAN)
    assert (balance("claw-back"), balance("claw-back-awaited")) == (0, 0)
    subsidies.sound()


def test_the_same_order_and_the_same_receipt_count_once(subsidy):
    row = back(subsidy)
    assert back(subsidy).pk == row.pk
    with pytest.raises(ClawBackReferenceUsed):
        back(subsidy, amount_fen=13 * WAN)

    received(row, 5 * WAN)
    received(row, 5 * WAN)
    row.refresh_from_db()
    assert row.received_fen == 5 * WAN
    with pytest.raises(ClawBackReferenceUsed):
        received(row, 6 * WAN)
    subsidies.sound()


def test_a_receipt_counts_once_for_a_payer_however_many_claw_backs_there_are(subsidy):
    first, second = back(subsidy), back(subsidy, amount_fen=3 * WAN, client_key="k2")
    received(first, 5 * WAN)

    with pytest.raises(ReceiptUsed) as told:
        received(second, 1 * WAN)

    assert (told.value.facts["used"], told.value.facts["left"]) == ("50000.00", "0.00")
    second.refresh_from_db()
    assert second.received_fen == 0
    subsidies.sound()


def test_a_receipt_is_split_over_claw_backs_up_to_what_it_brought(subsidy):
    """14 万 arrived: 12 万 for the one, 2 万 for the other, and not a fen more."""
    first, second = back(subsidy), back(subsidy, amount_fen=3 * WAN, client_key="k2")
    received(first, 12 * WAN, receipt_fen=14 * WAN)
    assert ClawBackReceipt.objects.get().left_fen == 2 * WAN
    with pytest.raises(ReceiptUsed):
        received(second, 3 * WAN)
    with pytest.raises(ReceiptDiffers):
        received(second, 2 * WAN, receipt_fen=15 * WAN)

    received(second, 2 * WAN)

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.left_fen) == ("closed", 1 * WAN)
    assert ClawBackReceipt.objects.get().left_fen == 0
    subsidies.sound()


def test_another_payer_may_have_the_same_number_of_another_bank(subsidy):
    other = subsidies.paid(subsidies.awarded(subsidies.award(subsidies.payee())))
    received(back(subsidy), 5 * WAN)
    received(back(other, client_key="other"), 5 * WAN)
    assert ClawBackReceipt.objects.count() == 2


def test_a_receipt_has_one_day(subsidy):
    first, second = back(subsidy), back(subsidy, amount_fen=3 * WAN, client_key="k2")
    received(first, 5 * WAN, receipt_fen=6 * WAN)
    with pytest.raises(ReceiptDiffers):
        receive_claw_back(
            no=second.no,
            amount_fen=1,
            received_on=date(2026, 4, 6),
            bank_no="SK-1",
            actor=subsidies.officer(),
            at=subsidies.AT,
        )


def test_more_taken_of_a_receipt_than_claw_backs_say_is_found(subsidy):
    received(back(subsidy), 5 * WAN)
    ClawBackReceipt.objects.update(used_fen=4 * WAN)
    assert "claw_back.receipt" in {fault.code for fault in check_subsidies()}


def test_no_more_comes_back_than_was_paid(subsidy):
    row = back(subsidy)
    with pytest.raises(TooMuchBack):
        back(subsidy, amount_fen=19 * WAN, client_key="k2")
    with pytest.raises(TooMuchBack):
        received(row, 13 * WAN)
    subsidies.sound()


@pytest.mark.parametrize(
    "wrong",
    [{"event": "overdue"}, {"event": "bad"}, {"event_on": date(2026, 5, 1)}],
)
def test_an_order_names_an_event_that_happened(subsidy, wrong):
    with pytest.raises(AwardUnsound):
        back(subsidy, **wrong)


def test_what_is_owed_is_kept_from_the_next_payment(subsidy):
    """Owed 12 万, next subsidy 20 万: 8 万 are paid, 12 万 go back to the budget they came from."""
    row = back(subsidy)
    later = subsidies.award(subsidy.enterprise, matter="project:P-2", amount_fen=20 * WAN)

    payout = subsidies.ordered(subsidies.awarded(later))

    row.refresh_from_db()
    assert (payout.offset_fen, payout.payable_fen) == (12 * WAN, 8 * WAN)
    assert (row.state, row.offset_fen) == ("closed", 12 * WAN)
    assert subsidies.payment_of(payout).amount_fen == 8 * WAN
    subsidies.sound()
    payments.settled(subsidies.sent(payout))
    assert payout.subsidy.__class__.objects.get(pk=payout.subsidy_id).state == "paid"
    assert balance("budget") == (1000 - 30 - 20 + 12) * WAN
    subsidies.sound()


def test_a_payment_eaten_up_by_what_is_owed_never_reaches_the_bank(subsidy):
    back(subsidy)
    later = subsidies.award(subsidy.enterprise, matter="project:P-2", amount_fen=2 * WAN)

    payout = subsidies.ordered(subsidies.awarded(later))

    payout.subsidy.refresh_from_db()
    assert (payout.state, payout.subsidy.state) == ("paid", "paid")
    assert ClawBack.objects.get().left_fen == 10 * WAN
    subsidies.sound()


def test_two_people_waive_what_cannot_be_got(subsidy):
    row = back(subsidy)
    received(row, 2 * WAN)
    asker = subsidies.officer()
    words = "企业已破产清算，无可供执行财产"
    ask_waiver(no=row.no, words=words, actor=asker, at=subsidies.AT)
    seen = {"no": row.no, "asked_at": subsidies.AT, "left_fen": 10 * WAN, "at": subsidies.AT}
    with pytest.raises(SamePerson):
        approve_waiver(actor=asker, **seen)
    with pytest.raises(SeenOtherwise):
        approve_waiver(actor=subsidies.officer(), **(seen | {"left_fen": 12 * WAN}))

    approve_waiver(actor=subsidies.officer(), **seen)

    row.refresh_from_db()
    assert (row.state, row.waived_fen, balance("claw-back")) == ("closed", 10 * WAN, 0)
    assert Entitlement.objects.get().paid_fen == 28 * WAN
    with pytest.raises(ClawBackMoved):
        approve_waiver(actor=subsidies.officer(), **seen)
    subsidies.sound()


def test_a_waiver_is_sent_back_with_words_and_asked_anew(subsidy):
    row = back(subsidy)
    asker, other = subsidies.officer(), subsidies.officer()
    asked = {"no": row.no, "words": "企业已破产清算，无可供执行财产", "at": subsidies.AT}
    with pytest.raises(ClawBackMoved):
        returned(row, other)
    ask_waiver(actor=asker, **asked)

    returned(row, other)

    row.refresh_from_db()
    assert (row.state, row.left_fen, row.waiver_asked_at) == ("ordered", 12 * WAN, None)
    assert row.waiver_return_words == "清算尚未终结"
    told = Outbox.objects.get(kind="subsidy.waiver_returned")
    assert told.to == f"person:{asker.person_id}"
    with pytest.raises(ClawBackMoved):
        returned(row, other)
    ask_waiver(actor=asker, **asked)
    with pytest.raises(SeenOtherwise):
        returned(row, other, asked_at=subsidies.AT + timedelta(minutes=1))
    seen = {"no": row.no, "asked_at": subsidies.AT, "left_fen": 12 * WAN, "at": subsidies.AT}
    approve_waiver(actor=other, **seen)
    row.refresh_from_db()
    assert row.state == "closed"
    subsidies.sound()


def test_whoever_asked_for_a_waiver_takes_it_back_and_is_told_nothing(subsidy):
    row, asker = back(subsidy), subsidies.officer()
    ask_waiver(no=row.no, words="企业已破产清算，无可供执行财产", actor=asker, at=subsidies.AT)
    returned(row, asker)
    assert not Outbox.objects.filter(kind="subsidy.waiver_returned").exists()


def returned(row: ClawBack, officer: Actor, asked_at: datetime = subsidies.AT) -> ClawBack:
    said = {"no": row.no, "asked_at": asked_at, "words": "清算尚未终结"}
    return return_waiver(actor=officer, at=subsidies.AT, **said)


def test_a_higher_subsidy_takes_a_paid_lower_one_back_and_keeps_it_from_the_payment(subsidy):
    """就高不重复: the district paid 30 万, the city awards 50 万 and pays 20 万 of it out."""
    higher = subsidies.awarded(subsidies.city(subsidy.enterprise))

    row = ClawBack.objects.get()
    assert (row.event, row.amount_fen, row.state) == ("superseded", 30 * WAN, "ordered")
    assert higher.granted_fen == 50 * WAN
    subsidies.sound()
    payout = subsidies.ordered(higher)
    assert (payout.offset_fen, payout.payable_fen) == (30 * WAN, 20 * WAN)
    held = Entitlement.objects.get()
    assert (held.entitled_fen, held.committed_fen, held.paid_fen) == (
        50 * WAN,
        50 * WAN,
        30 * WAN,
    )
    subsidies.sound()
