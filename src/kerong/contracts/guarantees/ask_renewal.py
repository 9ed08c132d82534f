"""续保: the bank asks a guarantor to answer for the loan by which it renews a guaranteed one."""

from datetime import datetime

from kerong.contracts.guarantees.access import ASK_LETTER
from kerong.contracts.guarantees.ask_letter import ask_letter
from kerong.contracts.guarantees.errors import NothingToRenew
from kerong.contracts.guarantees.models import Guarantee
from kerong.contracts.guarantees.values import ApprovedCredit, LetterWish
from kerong.contracts.loans.access import request_for
from kerong.contracts.loans.models import LoanRequest
from kerong.contracts.loans.record_renewal import award_reference
from kerong.kernel.actor import Actor


def ask_renewal(*, actor: Actor, request_no: str, wish: LetterWish, at: datetime) -> Guarantee:
    """Between the grant of the renewal and its payout. The old guarantee ends with the old loan,
    and the new one begins with the new: an agreement asks for it as for every other letter.

    Raises NothingToRenew and what `ask_letter` raises.
    """
    ASK_LETTER.require(actor)
    request = request_for(actor, request_no)
    return ask_letter(actor=actor, credit=renewal_credit(request), wish=wish, at=at)


def renewal_credit(request: LoanRequest) -> ApprovedCredit:
    """The renewal two people of the bank granted, as a credit to be guaranteed: all that is
    outstanding, at the rate and for the months of the grant. Raises NothingToRenew.
    """
    loan, old = request.loan, renewed_by(request)
    if old is None or request.rate_ppm is None or request.granted_months is None:
        raise NothingToRenew(loan=loan.no)
    return ApprovedCredit(
        reference=award_reference(request),
        origin=loan.origin,
        bank_id=loan.institution_id,
        enterprise_id=loan.enterprise_id,
        listing_id=loan.listing_id,
        amount_fen=loan.outstanding_fen,
        rate_ppm=request.rate_ppm,
        term_months=request.granted_months,
        renews_id=old.pk,
    )


def renewed_by(request: LoanRequest) -> Guarantee | None:
    """The guarantee in force on the loan of a renewal that was granted and not yet paid out."""
    if request.kind != LoanRequest.Kind.RENEWAL or request.state != LoanRequest.State.APPROVED:
        return None
    held = Guarantee.objects.filter(loan=request.loan, state=Guarantee.State.EFFECTIVE)
    return held.order_by("pk").first()


def renewal_asked(request: LoanRequest) -> Guarantee | None:
    """The guarantee asked for on the renewal, whatever became of it; the newest."""
    asked = Guarantee.objects.filter(award=award_reference(request))
    return asked.order_by("-pk").first()
