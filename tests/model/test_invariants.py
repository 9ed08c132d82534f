"""Every invariant has its control: the row broken by hand, and the one function names it."""

from collections.abc import Callable
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.models import F, Model
from django.utils import timezone

from kerong.cases.models import Case, TakeUp
from kerong.contracts.bridges.models import Bridge
from kerong.contracts.compensation.models import (
    Breaker,
    CapUse,
    Claim,
    ClaimShare,
    Recovery,
    RecoveryShare,
)
from kerong.contracts.guarantees.models import FirmRoom, Guarantee, LiabilityStep
from kerong.contracts.loans.models import Loan
from kerong.contracts.subsidies.models import Entitlement, Subsidy
from kerong.evidence.models import Consent, ConsentRead
from kerong.ledger.guards import lift_guards, stand_guards
from kerong.ledger.models import Account, Transfer
from kerong.notices.deliver import deliver_due
from kerong.notices.models import Notice, Outbox
from kerong.payments.models import Payment, PaymentBatch
from kerong.trail.models import Event
from kerong.trail.record import record
from tests.build import bridges, cases, compensation, guarantees, parties, subsidies
from tests.build.cases import FRIDAY, WAN
from tests.build.invariants import invariants
from tests.build.trail import CLERK

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture(scope="module", autouse=True)
def world(django_db_setup, django_db_blocker):
    """Something of everything, made by the acts and never kept."""
    with django_db_blocker.unblock(), transaction.atomic():
        told = cases.story("disbursed")
        _looked_at(told)
        subsidies.budget()
        subsidies.paid(subsidies.awarded(firm=subsidies.payee()))
        lost = compensation.kv_world(breaker_key="strict", caps=(("fund", "firm", 300 * WAN),))
        compensation.recovered(compensation.settled(lost), 10 * WAN)
        guarantees.in_force()
        bridges.world().until_drawn()
        deliver_due(timezone.now() + timedelta(days=400))
        yield
        transaction.set_rollback(True)


def _looked_at(told: Any) -> None:
    consent = Consent.objects.order_by("pk").first()
    assert consent is not None
    ConsentRead.objects.create(
        consent=consent,
        person_id=told.clerk.person_id,
        read_at=consent.granted_at,
        values_count=1,
    )


def test_what_acts_made_breaks_none() -> None:
    assert invariants() == []


@contextmanager
def unguarded() -> Any:
    lift_guards(connection)
    yield
    stand_guards(connection)


def copied(row: Model, **fields: Any) -> None:
    """Another row like it, past every act."""
    row.pk, row._state.adding = None, True
    for name, value in fields.items():
        setattr(row, name, value)
    row.save()


def one(rows: Any) -> Any:
    found = rows.order_by("pk").first()
    assert found is not None
    return found


def said(stream: str, kind: str, **facts: Any) -> None:
    record(stream=stream, kind=kind, actor=CLERK, at=FRIDAY, subject=stream, facts=facts)


# --- I1, I2, I9: money ---


def a_transfer_is_made_larger() -> None:
    with unguarded():
        Transfer.objects.filter(pk=one(Transfer.objects).pk).update(amount_fen=F("amount_fen") + 1)


def a_balance_is_written_over() -> None:
    pool = Account.objects.filter(kind="loss_fund")
    pool.update(balance_fen=F("balance_fen") + 1)


def a_guarantee_covers_more_than_its_steps() -> None:
    Guarantee.objects.update(balance_fen=F("balance_fen") - 1)


def a_bridge_lent_another_amount() -> None:
    Bridge.objects.update(amount_fen=F("amount_fen") - 1)


def a_pools_cap_was_passed() -> None:
    CapUse.objects.update(used_fen=10**12)


def a_firms_room_was_not_given_back() -> None:
    FirmRoom.objects.update(used_fen=F("used_fen") + 1)


def a_share_lost_a_fen() -> None:
    ClaimShare.objects.filter(payer="bank").update(principal_fen=F("principal_fen") - 1)


def a_recovery_shared_more() -> None:
    RecoveryShare.objects.filter(payer="bank").update(amount_fen=F("amount_fen") + 1)


def the_covered_part_was_rounded_otherwise() -> None:
    Guarantee.objects.update(liability_fen=F("liability_fen") + 1)
    LiabilityStep.objects.update(liability_fen=F("liability_fen") + 1)


def more_arrived_than_was_promised() -> None:
    Entitlement.objects.update(paid_fen=F("paid_fen") - 1)


# --- I3: once ---


def a_matter_is_paid_under_another_entitlement() -> None:
    held = one(Subsidy.objects)
    entitlement = held.entitlement
    copied(entitlement)
    copied(held, no="S2026-999999", reference="decision:again", entitlement=entitlement)


def two_payments_under_one_root_went_out() -> None:
    done = one(Payment.objects.filter(state="confirmed"))
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX payment_one_live_a_root")
    copied(done, no="P2026-99999999", reference="again", attempt=7)


# --- I4, I6: moves and the trail ---


def a_claim_is_where_no_move_leads() -> None:
    Claim.objects.update(state="withdrawn")


def a_loan_owes_something_else() -> None:
    Loan.objects.update(category="attention")


def a_needs_state_was_typed() -> None:
    Case.objects.update(state="withdrawn")


def a_bridge_was_approved_after_it_was_repaid() -> None:
    said(f"bridge:{one(Bridge.objects).no}", "bridge.approved")


def a_subsidy_was_cancelled_without_a_word() -> None:
    said("subsidy:S2026-777777", "subsidy.cancelled", amount_fen=1)


def a_breaker_stopped_by_itself() -> None:
    Breaker.objects.update(state="normal")


def a_guarantee_nobody_told_of() -> None:
    copied(one(Guarantee.objects), no="G2026-999999", award="take_up:other", balance_fen=0,
           liability_fen=0, room_fen=0, step_count=0)  # fmt: skip


def an_event_was_changed() -> None:
    first = one(Event.objects.filter(kind="subsidy.awarded"))
    Event.objects.filter(pk=first.pk).update(kind="subsidy.shared")


def money_moved_untold() -> None:
    Event.objects.filter(kind__startswith="ledger.").update(subject="transfer:0")


# --- I5, I7, I8: owners, consent, messages ---


def a_place_was_held_twice() -> None:
    held = one(TakeUp.objects)
    before = held.taken_at - timedelta(days=1)
    spell = {"taken_at": before, "released_at": held.taken_at + timedelta(hours=1)}
    other = parties.institution()
    copied(held, no="T2026-999999", stage="released", institution=other, **spell)


def a_need_counts_nobody() -> None:
    Case.objects.update(taken=0)


def facts_were_read_before_anybody_agreed() -> None:
    ConsentRead.objects.update(read_at=F("read_at") - timedelta(days=1))


def a_message_was_delivered_and_parked() -> None:
    sent = one(Outbox.objects.filter(delivered_at__isnull=False))
    Outbox.objects.filter(pk=sent.pk).update(parked_at=timezone.now(), last_error="x")


def a_notice_came_before_its_message() -> None:
    Outbox.objects.filter(pk=one(Notice.objects).outbox_id).update(delivered_at=None)


# --- I10: two people ---


def the_bank_that_claimed_decided() -> None:
    Claim.objects.update(filed_by=F("approved_by"))


def a_decision_nobody_took() -> None:
    Recovery.objects.update(decided_by=None)


def who_asked_sent_the_payment() -> None:
    batch = one(PaymentBatch.objects.filter(items__kind="bridge"))
    Bridge.objects.update(asked_by=batch.approved_by)


BROKEN: dict[str, tuple[Callable[[], None], ...]] = {
    "I1": (
        a_transfer_is_made_larger,
        a_balance_is_written_over,
        a_guarantee_covers_more_than_its_steps,
        a_bridge_lent_another_amount,
        more_arrived_than_was_promised,
    ),
    "I2": (a_pools_cap_was_passed, a_firms_room_was_not_given_back),
    "I3": (a_matter_is_paid_under_another_entitlement, two_payments_under_one_root_went_out),
    "I4": (
        a_claim_is_where_no_move_leads,
        a_loan_owes_something_else,
        a_needs_state_was_typed,
        a_bridge_was_approved_after_it_was_repaid,
        a_subsidy_was_cancelled_without_a_word,
        a_breaker_stopped_by_itself,
    ),
    "I5": (a_place_was_held_twice, a_need_counts_nobody),
    "I6": (a_guarantee_nobody_told_of, an_event_was_changed, money_moved_untold),
    "I7": (facts_were_read_before_anybody_agreed,),
    "I8": (a_message_was_delivered_and_parked, a_notice_came_before_its_message),
    "I9": (
        a_share_lost_a_fen,
        a_recovery_shared_more,
        the_covered_part_was_rounded_otherwise,
    ),
    "I10": (the_bank_that_claimed_decided, a_decision_nobody_took, who_asked_sent_the_payment),
}


def _lane(no: int) -> list[pytest.MarkDecorator]:
    """The first control of each invariant at every commit, the others at night."""
    return [pytest.mark.slow] if no else []


@pytest.mark.parametrize(
    ("named", "breaks"),
    [
        pytest.param(named, breaks, id=f"{named}-{breaks.__name__}", marks=_lane(no))
        for named, controls in BROKEN.items()
        for no, breaks in enumerate(controls)
    ],
)
def test_a_row_broken_by_hand_is_named(named: str, breaks: Callable[[], None]) -> None:
    with transaction.atomic():
        breaks()
        found = invariants()
        transaction.set_rollback(True)

    assert named in {line.split()[0] for line in found}, found
