"""提出质押: a firm offers rights of its own as security on a loan, and signs by offering."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from kerong.contracts.loans.access import loan_for
from kerong.contracts.loans.models import Loan
from kerong.contracts.pledges.access import OFFER
from kerong.contracts.pledges.checks import Hit, hits_of, require_registrable
from kerong.contracts.pledges.errors import (
    AboveCover,
    FigureWrong,
    KindNotTaken,
    LoanNotPledgeable,
    MixedRegisters,
    NothingPledged,
    ValuationOver,
)
from kerong.contracts.pledges.models import Pledge, PledgeItem, Valuation
from kerong.contracts.pledges.notes import bank_of, note_pledge, say
from kerong.contracts.pledges.programmes import rates_on, register_of
from kerong.contracts.pledges.words import checked_words
from kerong.finance.dates import months_after
from kerong.finance.pledging import Valued, cover_fen
from kerong.kernel.actor import Actor
from kerong.kernel.money import Money
from kerong.kernel.ratios import MILLION
from kerong.kernel.references import number_to_come

_AFTERWARDS = ("co_owner_no_consent",)  # consents are recorded on the pledge, before the signature


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """Valuations by number, one a right; `insisted` are codes the firm wants registered anyway."""

    valuations: tuple[str, ...]
    secured_fen: int
    insisted: tuple[str, ...] = ()
    words: str = ""


def offer_pledge(*, actor: Actor, loan_no: str, offer: Offer, at: datetime) -> Pledge:
    """What is known to stand in the way of a registration is refused here already.

    Raises LoanNotPledgeable, NothingPledged, ValuationOver, MixedRegisters, KindNotTaken,
    AboveCover, CheckFails.
    """
    OFFER.require(actor)
    loan, on = loan_for(actor, loan_no), localdate(at)
    require_pledgeable(loan, on)
    valuations = _valuations(offer, loan.enterprise_id, on)
    register = _one_register(valuations, on)
    items = [_item(row, on) for row in valuations]
    if not 0 < offer.secured_fen <= loan.outstanding_fen:
        raise FigureWrong(field="secured_fen")
    require_covered(items, offer.secured_fen)
    hits = hits_of(
        [row.asset for row in valuations],
        until_on=loan.matures_on,
        on=on,
        insisted=offer.insisted,
    )
    require_registrable(hit for hit in hits if hit.reason.code not in _AFTERWARDS)
    pledge = _pledge(loan, offer, hits, actor=actor, at=at)
    pledge.register = register
    with transaction.atomic():
        _insert(pledge, items)
        facts = {
            "loan": loan.no,
            "secured_fen": pledge.secured_fen,
            "assets": [item.asset_key for item in items],
            "insisted": pledge.insisted,
        }
        note_pledge(pledge, "offered", actor=actor, at=at, facts=facts)
        say(pledge, "pledge.offered", to=bank_of(pledge), at=at)
    return pledge


def require_pledgeable(loan: Loan, on: date) -> None:
    """A running loan of which something is owed, not longer than rights are taken for."""
    if loan.state != Loan.State.ACTIVE or loan.outstanding_fen <= 0:
        raise LoanNotPledgeable(reason="nothing is owed on it", reason_zh="没有余额")
    months = rates_on(on).terms.longest_months
    if loan.matures_on > months_after(max(on, loan.disbursed_on), months):
        raise LoanNotPledgeable(
            reason=f"it runs longer than {months} months", reason_zh=f"期限超过 {months} 个月"
        )


def require_covered(items: list[PledgeItem], secured_fen: int) -> None:
    """Raises AboveCover."""
    most = sum(item.cover_fen for item in items)
    if secured_fen > most:
        raise AboveCover(most_fen=most, most=Money(most).yuan_text())


def usable(valuation: Valuation, on: date) -> bool:
    """Given, and still valid on the day."""
    until = valuation.valid_until
    return valuation.state in Valuation.GIVEN and until is not None and until >= on


def _valuations(offer: Offer, enterprise_id: int, on: date) -> list[Valuation]:
    rows = Valuation.objects.filter(no__in=offer.valuations, asset__enterprise=enterprise_id)
    found = {row.no: row for row in rows.select_related("asset__enterprise")}
    chosen = [found.get(no) for no in dict.fromkeys(offer.valuations)]
    for no, row in zip(dict.fromkeys(offer.valuations), chosen, strict=True):
        if row is None or not usable(row, on):
            raise ValuationOver(no=no[:40])
    kept = [row for row in chosen if row is not None]
    if not kept or len({row.asset_id for row in kept}) < len(kept):
        raise NothingPledged()
    return kept


def _one_register(valuations: list[Valuation], on: date) -> str:
    """A window registers what stands in its own register, and nothing else."""
    found = {register_of(row.asset.kind, on) for row in valuations}
    if len(found) > 1:
        raise MixedRegisters()
    return found.pop()


def _item(valuation: Valuation, on: date) -> PledgeItem:
    asset = valuation.asset
    rate = rates_on(on).terms.rate_of(asset.kind)
    if rate is None:
        raise KindNotTaken(no=asset.no)
    assert valuation.value_fen is not None
    return PledgeItem(
        asset=asset,
        asset_key=asset.key,
        valuation=valuation,
        value_fen=valuation.value_fen,
        rate_ppm=int(rate * MILLION),
        cover_fen=cover_fen(Valued(valuation.value_fen, rate)),
    )


def _pledge(
    loan: Loan, offer: Offer, hits: tuple[Hit, ...], *, actor: Actor, at: datetime
) -> Pledge:
    insisted = dict.fromkeys(hit.reason.code for hit in hits if hit.insisted)
    return Pledge(
        no=number_to_come(),
        loan=loan,
        enterprise=loan.enterprise,
        institution=loan.institution,
        secured_fen=offer.secured_fen,
        until_on=loan.matures_on,
        insisted=" ".join(insisted),
        words=checked_words(offer.words, least=2 if insisted else 0),
        offered_by_id=actor.person_id,
        offered_at=at,
    )


def _insert(pledge: Pledge, items: list[PledgeItem]) -> None:
    pledge.save(force_insert=True)
    pledge.no = f"Y{localdate(pledge.offered_at).year}-{pledge.pk:06d}"
    Pledge.objects.filter(pk=pledge.pk).update(no=pledge.no)
    for item in items:
        item.pledge = pledge
    PledgeItem.objects.bulk_create(items)
