"""保险先赔: what insurers bear of a claim before its split shares the rest."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.db.models import Sum

from kerong.contracts.compensation.errors import InsurerUndecided
from kerong.contracts.compensation.models import Claim, ClaimInsurer, ClaimShare, RecoveryShare
from kerong.contracts.compensation.models.claim import LIVE
from kerong.contracts.loans.losses import borne_first
from kerong.contracts.loans.models import Loan
from kerong.finance.loss_sharing import INSURER, Insurance, Loss
from kerong.kernel.money import Money
from kerong.kernel.references import reference

MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class InsuredPart:
    """What one institution bears under the cover named by a text reference."""

    institution_id: int
    cover: str
    amount_fen: int
    waived: str = ""


def require_insurers_decided(claim: Claim) -> None:
    """Public money comes after cover of the very loan; raises InsurerUndecided."""
    waiting = [row.no for row in borne_first(claim.loan, claim.overdue_from) if row.waits]
    if waiting:
        raise InsurerUndecided(policies="、".join(waiting))


def insured_parts(claim: Claim, loss: Loss) -> list[InsuredPart]:
    """Policies of the loan first, at what was agreed under them; then the agreement's own insurer
    on what is left. Together never more than the loss.
    """
    parts, left = [], loss.total_fen
    for row in borne_first(claim.loan, claim.overdue_from):
        fen = min(left, row.amount_fen)
        parts.append(InsuredPart(row.institution_id, row.reference, fen, row.waived))
        left -= fen
    parts += _by_agreement(claim, _after(loss, loss.total_fen - left))
    return [part for part in parts if part.amount_fen]


def _after(loss: Loss, paid_fen: int) -> Loss:
    """What is left of a loss, principal paid first."""
    of_principal = min(paid_fen, loss.principal_fen)
    return Loss(
        principal_fen=loss.principal_fen - of_principal,
        interest_fen=loss.interest_fen - (paid_fen - of_principal),
    )


def _by_agreement(claim: Claim, loss: Loss) -> Iterator[InsuredPart]:
    agreement = claim.agreement
    if agreement.insurer_id is None:
        return
    terms = Insurance(
        most_fen=agreement.insured_most_fen,
        deductible_fen=agreement.insured_deductible_fen,
        cover=Fraction(agreement.insured_cover_ppm, MILLION),
    )
    name = reference("agreement", agreement.no)
    yield InsuredPart(agreement.insurer_id, name, terms.pays_fen(loss))


def write_insured(claim: Claim, stage: str, parts: Sequence[InsuredPart]) -> None:
    """Who bore the insured part, for recoveries that come later."""
    ClaimInsurer.objects.bulk_create(
        ClaimInsurer(
            claim=claim,
            stage=stage,
            institution_id=part.institution_id,
            cover=part.cover,
            amount_fen=part.amount_fen,
            waived=part.waived,
        )
        for part in parts
    )


def insurers_shares(claim: Claim, fen: int) -> Mapping[int, int]:
    """Institution → its part of a recovery that goes to the insured side, by what each still
    lacks; nobody gets back more than it bore.
    """
    rows = ClaimInsurer.objects.filter(claim=claim, stage=ClaimShare.Stage.SETTLE).order_by()
    bore = dict(rows.values_list("institution").annotate(fen=Sum("amount_fen")))
    shared = RecoveryShare.objects.filter(recovery__claim=claim, payer=INSURER).order_by()
    back = dict(shared.values_list("institution").annotate(fen=Sum("amount_fen")))
    rooms = {pk: int(paid) - int(back.get(pk, 0)) for pk, paid in sorted(bore.items())}
    if not any(rooms.values()):
        return {}
    parts = Money(fen).split(list(rooms.values()))
    return {pk: part.fen for pk, part in zip(rooms, parts, strict=True)}


def sharing_claim(loan: Loan) -> str:
    """The claim under which recoveries of the loan are shared; empty when there is none."""
    held = Claim.objects.filter(loan=loan, state__in=LIVE).values_list("no", flat=True)
    return held.first() or ""
