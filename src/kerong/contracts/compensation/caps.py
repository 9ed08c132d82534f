"""Caps of an agreement with what was used of each, taken only as it was seen."""

from collections.abc import Sequence
from dataclasses import dataclass

from kerong.contracts.compensation.errors import CapMoved
from kerong.contracts.compensation.models import AgreementCap, CapUse, Claim, ClaimShare
from kerong.finance.loss_sharing import Cap, Sharing
from kerong.kernel.references import reference

Scope = AgreementCap.Scope


@dataclass(frozen=True, slots=True)
class HeldCap:
    """A cap with its use as it was read; `own_fen` this claim already took at its advance."""

    cap: AgreementCap
    use_id: int
    seen_fen: int
    own_fen: int

    @property
    def for_sharing(self) -> Cap:
        return Cap(
            payer=self.cap.payer,
            scope=str(self.cap.scope),
            most_fen=self.cap.most_fen,
            used_fen=self.seen_fen - self.own_fen,
        )


def held_caps(claim: Claim) -> list[HeldCap]:
    """In the order of their keys; a use is made when it is first counted."""
    advanced = ClaimShare.objects.filter(claim=claim, stage=ClaimShare.Stage.ADVANCE)
    own = {share.payer: share.total_fen for share in advanced}
    found = []
    for cap in claim.agreement.caps.order_by("pk"):
        use, _ = CapUse.objects.get_or_create(cap=cap, holder=holder_of(claim, cap.scope))
        found.append(HeldCap(cap, use.pk, use.used_fen, own.get(cap.payer, 0)))
    return found


def holder_of(claim: Claim, scope: str) -> str:
    """Whom the cap counts for; the year is that of the loss, whenever it is decided."""
    if scope == Scope.FIRM:
        return reference("enterprise", claim.enterprise_id)
    if scope == Scope.BANK:
        return reference("institution", claim.lender_id)
    return reference("year", claim.loss_on.year)


def take_caps(held: Sequence[HeldCap], sharing: Sharing) -> None:
    """Count what was just agreed, where nobody counted meanwhile; raises CapMoved."""
    for each in held:
        used = each.seen_fen - each.own_fen + sharing.paid_by(each.cap.payer)
        if not take_use(each.use_id, each.seen_fen, used):
            raise CapMoved()


def take_use(use_id: int, seen_fen: int, used_fen: int) -> bool:
    """The conditional update on which caps rest."""
    return bool(CapUse.objects.filter(pk=use_id, used_fen=seen_fen).update(used_fen=used_fen))
