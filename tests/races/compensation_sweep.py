"""Kills a process before each statement of deciding a claim, then looks and acts again."""

from typing import Any

from kerong.contracts.compensation.approve_decision import approve_decision
from kerong.contracts.compensation.errors import MovedMeanwhile
from kerong.contracts.compensation.models import CapUse, Claim, ClaimPart, LossAgreement
from kerong.kernel.actor import Actor
from kerong.ledger.models import Transfer
from kerong.notices.models import Outbox
from kerong.payments.models import Payment
from kerong.trail.models import Event
from tests.build import compensation as build
from tests.build import parties
from tests.build.cases import WAN
from tests.build.invariants import invariants
from tests.races.sweep import DONE, MOST_POINTS, Picture, _in_child, _judge


def run_compensation_sweep(*, wrapped: bool, stride: int) -> dict[str, Any]:
    """Up to which statement it was killed, at every `stride`-th, and what was left half done."""
    bank = parties.institution()
    product = build.listing(bank)
    money = build.filled(100_000 * WAN)
    caps = (("fund", "firm", 300 * WAN),)
    under = build.agreement(bank, pools={"fund": money}, listings=(product.code,), caps=caps)
    officer = build.officer()
    twin = _begin(under)
    _decide(twin, officer)
    finished = picture(twin)
    faults: list[str] = []
    for point in range(1, MOST_POINTS, stride):
        claim = _begin(under)
        before = picture(claim)
        act = _act_of(officer)
        code = _in_child(claim, act, kill_at=point, wrapped=wrapped)  # type: ignore[arg-type]
        faults += _judge(f"point {point}", before, finished, picture(claim))
        if wrapped and _in_child(claim, act) != DONE:  # type: ignore[arg-type]
            faults.append(f"point {point}: acting again failed")
        if wrapped and picture(claim) != finished:
            faults.append(f"point {point}: acting again ended elsewhere")
        if code == DONE or (not wrapped and len(faults) >= 3):
            break
    return {"points": point, "faults": faults, "broken": invariants()}


def _begin(under: LossAgreement) -> Claim:
    loan = build.lost(build.pooled_loan(under))
    return build.proposed(build.with_papers(build.filed(loan)))


def _act_of(officer: Actor) -> Any:
    return lambda claim: _decide(claim, officer)


def _decide(claim: Claim, officer: Actor) -> None:
    """Once decided, deciding again says so."""
    assert claim.proposed_at is not None
    told = {"claim_no": claim.no, "proposed_at": claim.proposed_at, "at": build.DECIDED}
    try:
        approve_decision(actor=officer, **told)  # type: ignore[arg-type]
    except MovedMeanwhile:
        assert Claim.objects.get(pk=claim.pk).state == Claim.State.SETTLED


def picture(claim: Claim) -> Picture:
    """Everything the decision touches, without keys, so that twins look the same."""
    held = Claim.objects.get(pk=claim.pk)
    subject = f"claim:{claim.no}"
    parts = ClaimPart.objects.filter(share__claim=claim)
    uses = CapUse.objects.filter(holder=f"enterprise:{claim.enterprise_id}", used_fen__gt=0)
    return {
        "claim": [held.state, held.settled_principal_fen],
        "shares": sorted(held.shares.values_list("payer", "principal_fen", "interest_fen")),
        "parts": sorted(parts.values_list("amount_fen", flat=True)),
        "caps": list(uses.values_list("used_fen", flat=True)),
        "transfers": sorted(
            Transfer.objects.filter(subject=subject).values_list("kind", "amount_fen")
        ),
        "payments": sorted(
            Payment.objects.filter(subject=subject).values_list("kind", "amount_fen")
        ),
        "events": sorted(Event.objects.filter(stream=subject).values_list("kind", flat=True)),
        "notices": sorted(Outbox.objects.filter(subject=subject).values_list("kind", flat=True)),
    }
