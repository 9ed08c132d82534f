"""A batch is drafted by one and sent by another, who saw exactly what goes out."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from kerong.kernel.actor import Actor
from kerong.kernel.errors import Refused
from kerong.ledger.errors import UnknownAccount
from kerong.ledger.models import Transfer
from kerong.payments import approve_batch as approving
from kerong.payments import draft_batch as drafting
from kerong.payments import send, steps
from kerong.payments.advance import run_to_end, unfinished
from kerong.payments.cancel import cancel_payment
from kerong.payments.discard_batch import discard_batch
from kerong.payments.errors import (
    AccountsReplaced,
    BatchChanged,
    BatchNotFound,
    NotCovered,
    NothingDue,
    PaymentNotFound,
    PaymentsNotDue,
    SamePerson,
    TooManyChosen,
    WordsWanted,
)
from kerong.payments.jobs import resume
from kerong.payments.models import PayeeAccount, Payment, PaymentBatch
from kerong.payments.reactions import PaymentEvent, react, react_to_steps
from kerong.payments.take_out import take_out
from tests.build import ledger, parties
from tests.build import payments as build
from tests.build.invariants import invariants

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def purse(db: None) -> None:
    build.purse()


@pytest.fixture
def small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that a handful of payments takes several steps."""
    monkeypatch.setattr(drafting, "FILL_STEP", 2)
    monkeypatch.setattr(send, "SEND_STEP", 2)
    monkeypatch.setattr("kerong.payments.discard_batch.EMPTY_STEP", 2)


def due(count: int, fen: int = 100) -> list[Payment]:
    firm = build.firm_with_account()
    return [build.ordered(firm.reference, fen) for _ in range(count)]


# --- drafting ---


def test_all_that_is_due_of_a_kind_is_gathered_and_nothing_else() -> None:
    wanted = due(3)
    later = build.ordered(build.firm_with_account().reference, wanted_on=date(2026, 4, 1))
    waiting = build.ordered(parties.enterprise().reference)
    other = build.ordered(build.firm_with_account().reference, kind="claim")

    batch = build.drafted()

    assert (batch.state, batch.item_count, batch.total_fen) == ("draft", 3, 300)
    assert batch.no == f"B2026-{batch.pk:06d}"
    assert list(batch.items.order_by("pk")) == wanted
    untouched = Payment.objects.filter(pk__in=[later.pk, waiting.pk, other.pk], batch=None)
    assert untouched.count() == 3


def test_chosen_payments_go_together_or_not_at_all() -> None:
    one, two = due(2)
    batch = build.drafted([one])
    assert batch.item_count == 1

    with pytest.raises(PaymentsNotDue) as refused:
        build.drafted([one, two])
    assert refused.value.facts["nos"] == one.no
    assert PaymentBatch.objects.count() == 1


def test_a_budget_narrows_it_to_what_one_account_owes() -> None:
    ledger.account("fiscal/payable/other", "subsidy_payable")
    firm = build.firm_with_account()
    build.ordered(firm.reference, payable="fiscal/payable/other")
    due(2)

    assert build.drafted(payable="fiscal/payable/other").item_count == 1
    with pytest.raises(UnknownAccount):
        build.drafted(payable="fiscal/payable/none")


def test_a_form_sent_twice_is_one_batch() -> None:
    due(1)
    actor = build.officer()
    first = build.drafted(by=actor, client_key="one-form")
    due(1)
    assert build.drafted(by=actor, client_key="one-form") == first
    assert PaymentBatch.objects.count() == 1


def test_where_nothing_is_due_there_is_no_batch() -> None:
    with pytest.raises(NothingDue):
        build.drafted()
    assert not PaymentBatch.objects.exists()


def test_too_many_ticks_are_asked_to_be_gathered_instead(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drafting, "MOST_CHOSEN", 1)
    with pytest.raises(TooManyChosen):
        build.drafted(due(2))


def test_taking_out_frees_payments_and_makes_it_another_version() -> None:
    one, two = due(2)
    batch = build.drafted([one, two])

    changed = take_out(
        actor=build.officer(), batch_no=batch.no, payment_nos=[two.no], at=build.NOON
    )

    assert (changed.item_count, changed.total_fen) == (1, 100)
    assert changed.version == batch.version + 1
    assert Payment.objects.get(pk=two.pk).state == "due"
    with pytest.raises(PaymentNotFound):
        take_out(actor=build.officer(), batch_no=batch.no, payment_nos=[two.no], at=build.NOON)


def test_a_discarded_draft_lets_its_payments_go() -> None:
    batch = build.drafted(due(2))
    with pytest.raises(WordsWanted):
        discard_batch(actor=build.officer(), batch_no=batch.no, words="", at=build.NOON)
    for _ in range(2):
        gone = discard_batch(
            actor=build.officer(), batch_no=batch.no, words="期次有误", at=build.NOON
        )
    assert gone.state == "discarded"
    assert Payment.objects.filter(state="due", batch=None).count() == 2
    with pytest.raises(BatchChanged):
        build.approved(batch)
    assert invariants() == []


# --- approving ---


def test_the_drafter_cannot_approve_and_neither_can_the_database() -> None:
    actor = build.officer()
    batch = build.drafted(due(1), by=actor)
    with pytest.raises(SamePerson):
        build.approved(batch, by=actor)
    with pytest.raises(IntegrityError), transaction.atomic():
        PaymentBatch.objects.filter(pk=batch.pk).update(approved_by=actor.person_id)


def test_only_the_version_that_was_seen_is_approved() -> None:
    one, two = due(2)
    batch = build.drafted([one, two])
    cancel_payment(reference=two.root, reason="撤销", actor=build.officer(), at=build.NOON)
    with pytest.raises(BatchChanged):
        build.approved(batch, version=batch.version)
    assert build.approved(batch).item_count == 1


def test_approving_twice_moves_the_money_once_and_another_person_comes_too_late() -> None:
    batch = build.drafted(due(2))
    actor = build.officer()
    version = PaymentBatch.objects.get(pk=batch.pk).version
    for _ in range(2):
        assert build.approved(batch, by=actor, version=version).state == "sent"
    assert Transfer.objects.filter(kind="payment_sent").count() == 2
    with pytest.raises(BatchChanged):
        build.approved(batch, version=version)


def test_what_is_owed_must_lie_on_the_account() -> None:
    held = build.balance(build.PAYABLE)
    batch = build.drafted(due(1, fen=held + 1))
    with pytest.raises(NotCovered) as refused:
        build.approved(batch)
    assert refused.value.facts["account"] == build.PAYABLE
    assert PaymentBatch.objects.get(pk=batch.pk).state == "draft"


def test_an_account_replaced_behind_the_drafts_back_stops_it() -> None:
    (payment,) = due(1)
    batch = build.drafted([payment])
    PayeeAccount.objects.filter(party=payment.payee).update(state="replaced")
    with pytest.raises(AccountsReplaced) as refused:
        build.approved(batch)
    assert (refused.value.facts["count"], refused.value.facts["nos"]) == (1, payment.no)


def test_a_stranger_to_payments_finds_no_batch() -> None:
    batch = build.drafted(due(1))
    with pytest.raises(BatchNotFound):
        approving.batch_for(Actor(person_id=1, name="例", role="firm_owner"), batch.no)


def test_an_item_a_higher_package_refuses_is_dropped_and_the_others_go_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    good, bad = due(2)

    class NotThisOne(Refused):
        code, zh, en = "test.no", "此笔暂缓。", "Not this one."

    def refuse(event: PaymentEvent) -> None:
        if event.payment.pk == bad.pk:
            raise NotThisOne()

    monkeypatch.setattr("kerong.payments.reactions._handlers", {})
    react("test", 1, refuse)

    batch = build.approved(build.drafted([good, bad]))

    assert (batch.state, batch.item_count, batch.total_fen, batch.sent_count) == ("sent", 1, 100, 1)
    dropped = Payment.objects.get(pk=bad.pk)
    assert (dropped.state, dropped.batch, dropped.reason) == ("due", None, "此笔暂缓。")
    assert invariants() == []


def test_a_package_that_takes_steps_sees_all_at_once_and_may_refuse_one_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first, bad, last = due(3)
    seen: list[list[int]] = []

    class NotThisOne(Refused):
        code, zh, en = "test.no", "此笔暂缓。", "Not this one."

    def refuse(events: Sequence[PaymentEvent]) -> None:
        seen.append([event.payment.pk for event in events])
        if bad.pk in seen[-1]:
            raise NotThisOne()

    monkeypatch.setattr("kerong.payments.reactions._handlers", {})
    react_to_steps("test", 1, refuse)

    batch = build.approved(build.drafted([first, bad, last]))

    assert seen == [[first.pk, bad.pk, last.pk], [first.pk], [bad.pk], [last.pk]]
    assert list(batch.items.order_by("pk")) == [first, last]
    assert invariants() == []


# --- many steps ---


def test_a_large_batch_goes_on_in_steps_until_everything_is_out(small_steps: None) -> None:
    due(5)
    batch = build.drafted()
    assert (batch.state, batch.item_count) == ("filling", 2)
    assert unfinished() == [batch.no]

    run_to_end(batch.no, at=build.NOON)
    batch.refresh_from_db()
    assert (batch.state, batch.item_count, batch.total_fen) == ("draft", 5, 500)

    begun = build.approved(batch)
    assert (begun.state, begun.sent_count) == ("sending", 2)
    resume(build.NOON)
    begun.refresh_from_db()
    assert (begun.state, begun.sent_count) == ("sent", 5)
    assert unfinished() == []
    assert invariants() == []


def test_a_large_draft_is_emptied_in_steps(small_steps: None) -> None:
    batch = build.drafted(due(5))
    gone = discard_batch(actor=build.officer(), batch_no=batch.no, words="期次有误", at=build.NOON)
    assert gone.state == "emptying"
    run_to_end(batch.no, at=build.NOON)
    assert PaymentBatch.objects.get().state == "discarded"
    assert Payment.objects.filter(state="due", batch=None).count() == 5


def test_whoever_goes_on_is_named_as_the_one_who_began(small_steps: None) -> None:
    actor = build.officer()
    batch = build.approved(build.drafted(due(3)), by=actor)
    run_to_end(batch.no, at=build.LATER)
    doers: set[Any] = set(
        Transfer.objects.filter(kind="payment_sent").values_list("actor", "effective_on")
    )
    assert doers == {(actor.reference, build.TODAY)}
    assert steps.progress_key(batch) == f"payments:{batch.no}"
