"""登记交付: a waiver, goods or coupons reached the firm; a proof says so."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import F
from django.utils.timezone import localdate

from kerong.contracts.subsidies.access import DELIVER, subsidy_for
from kerong.contracts.subsidies.errors import (
    AwardUnsound,
    NothingLeft,
    ProofWanted,
    SubsidyMoved,
    WrongForm,
)
from kerong.contracts.subsidies.holding import owe_money
from kerong.contracts.subsidies.models import Payout, Subsidy
from kerong.contracts.subsidies.notes import note_subsidy, tell_firm
from kerong.contracts.subsidies.totals import settle
from kerong.jobs.contention import retried
from kerong.kernel.actor import Actor
from kerong.ledger.move import move
from kerong.ledger.values import Movement

State = Subsidy.State


@retried
def deliver_subsidy(
    *, no: str, delivered_on: date, amount_fen: int, proof: str, actor: Actor, at: datetime
) -> Payout:
    """`amount_fen` is the value delivered, in one part or several; `proof` names the receipt.

    Raises WrongForm for what is paid in money, NothingLeft, ProofWanted, SubsidyMoved.
    """
    DELIVER.require(actor)
    subsidy, said = subsidy_for(actor, no), proof.strip()
    if subsidy.is_paid_in_money:
        raise WrongForm(no=no, form=subsidy.form)
    if len(said) < 2 or len(said) > 200:
        raise ProofWanted()
    if delivered_on > localdate(at):
        raise AwardUnsound(field="delivered_on", text=delivered_on.isoformat())
    with transaction.atomic():
        _claim(subsidy, amount_fen)
        payout = _payout(subsidy, amount_fen, said, actor=actor, at=at)
        payout.settled_on = delivered_on
        payout.save(update_fields=["settled_on"])
        _move(subsidy, payout, actor=actor, at=at)
        settle(subsidy, amount_fen, sets={})
        whole = Subsidy.objects.filter(pk=subsidy.pk, settled_fen=F("granted_fen"))
        whole.update(state=State.PAID, ended_at=at)
        facts = {"payout": payout.no, "amount_fen": amount_fen, "proof": said}
        note_subsidy(subsidy, "delivered", actor=actor, at=at, facts=facts)
        tell_firm(subsidy, "subsidy.delivered", at=at, facts={"proof": said})
    return payout


def _claim(subsidy: Subsidy, amount_fen: int) -> None:
    if not 0 < amount_fen <= subsidy.left_fen:
        raise NothingLeft(no=subsidy.no)
    seen = Subsidy.objects.filter(
        pk=subsidy.pk, state__in=[State.HELD, State.ORDERED], ordered_fen=subsidy.ordered_fen
    )
    if not seen.update(ordered_fen=F("ordered_fen") + amount_fen, state=State.ORDERED):
        raise SubsidyMoved(no=subsidy.no, state=subsidy.state)


def _payout(subsidy: Subsidy, amount_fen: int, proof: str, *, actor: Actor, at: datetime) -> Payout:
    no = subsidy.payouts.count() + 1
    whole = amount_fen == subsidy.granted_fen
    return Payout.objects.create(
        subsidy=subsidy,
        no=no,
        part=Payout.Part.WHOLE if whole else Payout.Part.REST,
        amount_fen=amount_fen,
        reference=f"subsidy_payout:{subsidy.no}.{no}",
        state=Payout.State.PAID,
        proof=proof,
        ordered_by_id=actor.person_id,
        ordered_at=at,
    )


def _move(subsidy: Subsidy, payout: Payout, *, actor: Actor, at: datetime) -> None:
    """Where a budget bought what was delivered, the ledger counts it as spent."""
    budget = subsidy.budget
    if budget is None:
        return
    if subsidy.state == State.HELD:
        owe_money(subsidy, actor=actor, at=at)
    movement = Movement(
        debit=budget.payable_account,
        credit=budget.paid_account,
        amount_fen=payout.amount_fen,
        kind="subsidy_delivered",
        reference=payout.reference,
        effective_on=localdate(at),
        subject=subsidy.subject,
        words=payout.proof,
    )
    move(movement=movement, actor=actor, at=at)
