"""核定代偿: the second person decides; shares are agreed, funds owe them, payments are ordered."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate

from kerong.contracts.compensation.access import APPROVE_CLAIM, claim_for, is_approver
from kerong.contracts.compensation.caps import held_caps, take_caps
from kerong.contracts.compensation.claim_moves import move_claim
from kerong.contracts.compensation.errors import MovedMeanwhile, NotYours, SamePerson
from kerong.contracts.compensation.insured import (
    insured_parts,
    require_insurers_decided,
    write_insured,
)
from kerong.contracts.compensation.loss_figures import require_reported
from kerong.contracts.compensation.models import Claim, ClaimReturn, ClaimShare
from kerong.contracts.compensation.notes import firm_of, lender_of, note_claim, say_claim
from kerong.contracts.compensation.paying import pay_shares
from kerong.contracts.compensation.sharing import share_claim
from kerong.contracts.guarantees.discharge_guarantee import discharge_guarantee
from kerong.contracts.loans.losses import loss_of
from kerong.contracts.loans.one_payer import require_unrepaid
from kerong.finance.loss_sharing import Loss, Sharing
from kerong.kernel.actor import Actor
from kerong.kernel.money import Money

State, Kind, Stage = Claim.State, Claim.Proposal, ClaimShare.Stage


def approve_decision(*, actor: Actor, claim_no: str, proposed_at: datetime, at: datetime) -> Claim:
    """`proposed_at` is of the proposal the second person saw: that one is decided or none.

    Raises SamePerson, NotYours, MovedMeanwhile, CapMoved, InsurerUndecided where cover that pays
    first is not decided, LossDiffers where the bank reported less lost since, RepaidElsewhere, and
    Overdrawn where a fund cannot pay: the claim then stays proposed.
    """
    APPROVE_CLAIM.require(actor)
    claim = claim_for(actor, claim_no)
    if not is_approver(actor, claim):
        raise NotYours()
    if claim.proposed_by_id == actor.person_id:
        raise SamePerson()
    if not claim.proposal or (claim.state == State.PROPOSED and claim.proposed_at != proposed_at):
        raise MovedMeanwhile(state=claim.get_state_display())
    with transaction.atomic():
        _EFFECTS[Kind(claim.proposal)](claim, proposed_at, actor=actor, at=at)
    return claim


def _decide(
    claim: Claim, to: str, proposed_at: datetime, *, actor: Actor, at: datetime, **fields: object
) -> None:
    seen = Q(proposed_at=proposed_at, proposal=claim.proposal) & ~Q(proposed_by=actor.person_id)
    fields |= {"approved_by_id": actor.person_id, "approved_at": at}
    move_claim(claim, to, since=(State.PROPOSED,), where=seen, **fields)


def _refuse(claim: Claim, proposed_at: datetime, *, actor: Actor, at: datetime) -> None:
    ending = {"ended_at": at, "end_words": claim.proposed_words}
    _decide(claim, State.REFUSED, proposed_at, actor=actor, at=at, **ending)
    facts = {"words": claim.proposed_words}
    note_claim(claim, "refused", actor=actor, at=at, facts=facts)
    say_claim(claim, "refused", to=lender_of(claim), at=at, words=claim.proposed_words)


def _advance(claim: Claim, proposed_at: datetime, *, actor: Actor, at: datetime) -> None:
    """预支付: pay what was applied for now, look into it afterwards."""
    loss = Loss(principal_fen=claim.principal_fen, interest_fen=claim.interest_fen)
    _require_lost(claim, loss, at)
    second: dict[str, object] = {"advanced_by_id": actor.person_id, "advanced_at": at}
    _decide(claim, State.ADVANCED, proposed_at, actor=actor, at=at, **second)
    others = _share(claim, Stage.ADVANCE, loss, actor=actor, at=at)
    amount = Money(others).yuan_text()
    say_claim(claim, "advanced", to=lender_of(claim), at=at, amount=amount)
    say_claim(claim, "compensated", to=firm_of(claim), at=at, amount=amount)


def _settle(claim: Claim, proposed_at: datetime, *, actor: Actor, at: datetime) -> None:
    principal, interest = claim.proposed_principal_fen, claim.proposed_interest_fen
    agreed = {
        "settled_at": at,
        "settled_principal_fen": principal,
        "settled_interest_fen": interest,
    }
    loss = Loss(principal_fen=principal, interest_fen=interest)
    require_insurers_decided(claim)
    if claim.advanced_at is None:
        _require_lost(claim, loss, at)
    _decide(claim, State.SETTLED, proposed_at, actor=actor, at=at, **agreed)
    others = _share(claim, Stage.SETTLE, loss, actor=actor, at=at)
    amount = Money(others).yuan_text()
    say_claim(claim, "settled", to=lender_of(claim), at=at, amount=amount)
    if claim.advanced_at is None:
        say_claim(claim, "compensated", to=firm_of(claim), at=at, amount=amount)
    back = sum(ClaimReturn.objects.filter(claim=claim).values_list("amount_fen", flat=True))
    if back:
        amount = Money(back).yuan_text()
        say_claim(claim, "return_due", to=lender_of(claim), at=at, amount=amount)


def _require_lost(claim: Claim, loss: Loss, at: datetime) -> None:
    """What the debtor repaid while the claim waited is not paid again. After an advance the
    reports may already count it, so the reviewer's amounts stand.
    """
    require_unrepaid(claim.loan)
    now = loss_of(claim.loan, localdate(at))
    require_reported(now, principal_fen=loss.principal_fen, interest_fen=loss.interest_fen)


def _share(claim: Claim, stage: str, loss: Loss, *, actor: Actor, at: datetime) -> int:
    """What the others bear in all."""
    held = held_caps(claim)
    insured = insured_parts(claim, loss)
    sharing = share_claim(claim, loss, held, insured)
    write_insured(claim, stage, insured)
    take_caps(held, sharing)
    others = pay_shares(claim, stage, sharing, actor=actor, at=at)
    if claim.guarantee_no:
        on = localdate(at)
        discharge_guarantee(guarantee_no=claim.guarantee_no, on=on, actor=actor, at=at)
    facts = {"stage": str(stage), "shares": _told(sharing), "proposed_by": claim.proposed_by_id}
    note_claim(claim, "decided", actor=actor, at=at, facts=facts)
    return others


def _told(sharing: Sharing) -> dict[str, list[int]]:
    return {share.payer: [share.principal_fen, share.interest_fen] for share in sharing.shares}


_EFFECTS = {Kind.ADVANCE: _advance, Kind.SETTLE: _settle, Kind.REFUSE: _refuse}
