"""Rows and money of claw-backs: what several acts write in one way."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import F
from django.utils.timezone import localdate

from kerong.contracts.subsidies.errors import (
    ClawBackMoved,
    ClawBackReferenceUsed,
    TooMuchBack,
)
from kerong.contracts.subsidies.models import ClawBack, ClawBackMove, ClawBackReceipt, Subsidy
from kerong.contracts.subsidies.notes import note_subsidy, tell_firm
from kerong.contracts.subsidies.totals import take_back
from kerong.kernel.actor import Actor
from kerong.kernel.canonical import canonical_json
from kerong.kernel.money import Money
from kerong.kernel.references import number_to_come
from kerong.ledger.move import move_all
from kerong.ledger.values import Movement

State = ClawBack.State


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What was found to come back; `reference` makes it be recorded once."""

    reference: str
    event: str
    event_on: date
    amount_fen: int
    words: str
    calculation: dict[str, Any] | None = None


def proposed_claw_back(subsidy: Subsidy, found: Found, *, actor: Actor, at: datetime) -> ClawBack:
    """A row nobody owes by yet; the same reference again is the same row."""
    before = ClawBack.objects.filter(reference=found.reference).first()
    if before is not None:
        return _same(before, subsidy, found)
    row = ClawBack.objects.create(
        no=number_to_come(),
        reference=found.reference,
        subsidy=subsidy,
        event=found.event,
        event_on=found.event_on,
        amount_fen=found.amount_fen,
        words=found.words[:500],
        calculation=canonical_json(found.calculation).decode() if found.calculation else "",
        state=State.PROPOSED,
        proposed_at=at,
    )
    row.no = f"Z{localdate(at).year}-{row.pk:06d}"
    ClawBack.objects.filter(pk=row.pk).update(no=row.no)
    facts = {"claw_back": row.no, "event": str(row.event), "amount_fen": row.amount_fen}
    note_subsidy(subsidy, "claw_back_proposed", actor=actor, at=at, facts=facts)
    return row


def _same(before: ClawBack, subsidy: Subsidy, found: Found) -> ClawBack:
    if (before.subsidy_id, before.event) != (subsidy.pk, found.event):
        raise ClawBackReferenceUsed(reference=found.reference)
    return before


def ordered_claw_back(subsidy: Subsidy, found: Found, *, actor: Actor, at: datetime) -> ClawBack:
    """Proposed and ordered in one step, in the caller's transaction."""
    row = proposed_claw_back(subsidy, found, actor=actor, at=at)
    if row.state == State.PROPOSED:
        order_row(row, found.amount_fen, found.words, actor=actor, at=at)
    return row


def order_row(row: ClawBack, amount_fen: int, words: str, *, actor: Actor, at: datetime) -> None:
    """The firm owes the amount from now on; raises TooMuchBack, ClawBackMoved."""
    subsidy = row.subsidy
    subsidy.refresh_from_db()
    left = subsidy.settled_fen - subsidy.returned_fen
    if not 0 < amount_fen <= left:
        wanted, most = Money(amount_fen).yuan_text(), Money(left).yuan_text()
        raise TooMuchBack(no=subsidy.no, wanted=wanted, left=most)
    fields = {"amount_fen": amount_fen, "words": words[:500]}
    fields |= {"ordered_by_id": actor.person_id, "ordered_at": at}
    shift(row, State.ORDERED, since=(State.PROPOSED,), **fields)
    take_back(subsidy, amount_fen, stays_entitled=row.event == ClawBack.Event.SUPERSEDED)
    move_back(
        row, "claw_back_ordered", amount_fen, f"claw_back_ordered:{row.no}", actor=actor, at=at
    )
    facts = {"claw_back": row.no, "event": str(row.event), "amount_fen": amount_fen}
    note_subsidy(subsidy, "claw_back_ordered", actor=actor, at=at, facts=facts)
    told = {"claw_back": row.no, "back": Money(amount_fen).yuan_text(), "words": words}
    tell_firm(subsidy, "subsidy.claw_back_ordered", at=at, facts=told)


def shift(row: ClawBack, to: str, *, since: tuple[str, ...], **fields: Any) -> None:
    """The one way a claw-back changes its state; raises ClawBackMoved."""
    held = ClawBack.objects.filter(pk=row.pk, state__in=[str(state) for state in since])
    if not held.update(state=to, **fields):
        raise ClawBackMoved(no=row.no)
    row.refresh_from_db()


def close_if_settled(row: ClawBack, *, actor: Actor, at: datetime) -> None:
    """Nothing left to come: it is over, and the firm is told."""
    row.refresh_from_db()
    if row.left_fen or row.state != State.ORDERED:
        return
    shift(row, State.CLOSED, since=(State.ORDERED,), closed_at=at)
    note_subsidy(row.subsidy, "claw_back_closed", actor=actor, at=at, facts={"claw_back": row.no})
    tell_firm(row.subsidy, "subsidy.claw_back_closed", at=at, facts={"claw_back": row.no})


_COLUMN = {
    ClawBackMove.Kind.RECEIVED: "received_fen",
    ClawBackMove.Kind.OFFSET: "offset_fen",
    ClawBackMove.Kind.WAIVED: "waived_fen",
}


def come_back(
    row: ClawBack,
    kind: ClawBackMove.Kind,
    amount_fen: int,
    proof: str | ClawBackReceipt,
    on: date,
    *,
    actor: Actor,
    at: datetime,
) -> ClawBackMove:
    """Record a part of the claw-back; never more than is left. `proof` makes it count once: a
    reference, or the bank's receipt it is taken from. Raises TooMuchBack."""
    column = _COLUMN[kind]
    receipt = proof if isinstance(proof, ClawBackReceipt) else None
    open_ = ClawBack.objects.filter(pk=row.pk, state=State.ORDERED)
    fits = open_.filter(
        amount_fen__gte=F("received_fen") + F("offset_fen") + F("waived_fen") + amount_fen
    )
    if not fits.update(**{column: F(column) + amount_fen}):
        row.refresh_from_db()
        wanted, left = Money(amount_fen).yuan_text(), Money(row.left_fen).yuan_text()
        raise TooMuchBack(no=row.no, wanted=wanted, left=left)
    return ClawBackMove.objects.create(
        claw_back=row,
        kind=kind,
        amount_fen=amount_fen,
        reference=proof if isinstance(proof, str) else proof.bank_no,
        receipt=receipt,
        moved_on=on,
        recorded_by_id=actor.person_id,
        recorded_at=at,
    )


_SIDES = {
    "claw_back_ordered": ("receivable_account", "awaited_account"),
    "claw_back_restored": ("awaited_account", "account"),
    "claw_back_waived": ("awaited_account", "receivable_account"),
}


def move_back(
    row: ClawBack, kind: str, amount_fen: int, reference: str, *, actor: Actor, at: datetime
) -> None:
    """One movement of the claw-back between the accounts of its budget."""
    movement = movement_back(row, kind, amount_fen, reference, localdate(at))
    if movement is not None:
        move_all(movements=[movement], actor=actor, at=at)


def movement_back(
    row: ClawBack, kind: str, amount_fen: int, reference: str, on: date
) -> Movement | None:
    """None for a subsidy that no budget paid: nothing stands in the ledger of it."""
    budget = row.subsidy.budget
    if budget is None:
        return None
    debit, credit = _SIDES[kind]
    return Movement(
        debit=getattr(budget, debit),
        credit=getattr(budget, credit),
        amount_fen=amount_fen,
        kind=kind,
        reference=reference,
        effective_on=on,
        subject=row.subsidy.subject,
        words=row.words[:300],
    )
