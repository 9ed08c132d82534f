"""Which agreement a loan falls under: by bank, product and the day it was drawn."""

from collections.abc import Iterable
from datetime import date

from django.db.models import OuterRef, Q, QuerySet

from kerong.contracts.compensation.errors import NoAgreement, NotCovered
from kerong.contracts.compensation.models import LossAgreement, PooledLoan
from kerong.contracts.guarantees.cover import Cover, covers_on
from kerong.contracts.loans.models import Loan

_STATES = (LossAgreement.State.IN_FORCE, LossAgreement.State.ENDED)


def agreement_on(loan: Loan) -> LossAgreement | None:
    """The newest agreement without a guarantor that takes the loan's product on its first day."""
    rows = _in_force(loan, loan.disbursed_on).filter(guarantor=None)
    if loan.listing_id is None:
        return None
    return rows.filter(products__listing=loan.listing_id).order_by("-in_force_from", "-pk").first()


def cover_of(loan: Loan, on: date) -> tuple[LossAgreement, Cover | None]:
    """Under what a claim for the loan is filed: a guarantee on it with the agreement between bank
    and guarantor on the split of the letter, else its pool.

    A guarantee whose days of liability are over covers nothing, whether or not the night has
    ended it. Raises NotCovered, and NoAgreement where a guarantee stands without one.
    """
    pooled = PooledLoan.objects.select_related("agreement").filter(loan=loan).first()
    covers = [cover for cover in covers_on(loan) if on <= cover.to_on]
    if covers:
        return _of_guarantee(loan, covers, on)
    if pooled is None:
        raise NotCovered(loan=loan.no)
    return pooled.agreement, None


def _of_guarantee(loan: Loan, covers: Iterable[Cover], on: date) -> tuple[LossAgreement, Cover]:
    for cover in covers:
        rows = _in_force(loan, cover.from_on)
        rows = rows.filter(guarantor_id=cover.guarantor_id, split_key=cover.split_key)
        found = rows.order_by("-in_force_from", "-pk").first()
        if found is not None:
            return found, cover
    raise NoAgreement(loan=loan.no, on=on.isoformat())


def agreements_of_guarantee() -> QuerySet[LossAgreement]:
    """For a subquery of guarantees: those that share the losses of one, the newest first."""
    began = OuterRef("effective_on")
    rows = LossAgreement.objects.filter(
        bank=OuterRef("bank"),
        guarantor=OuterRef("guarantor"),
        split_key=OuterRef("agreement__split_key"),
        state__in=_STATES,
        in_force_from__lte=began,
    )
    open_end = Q(in_force_until=None) | Q(in_force_until__gte=began)
    return rows.filter(open_end).order_by("-in_force_from", "-pk")


def _in_force(loan: Loan, on: date) -> QuerySet[LossAgreement]:
    """An agreement that has ended since still holds for loans of its days."""
    rows = LossAgreement.objects.filter(bank_id=loan.institution_id, state__in=_STATES)
    open_end = Q(in_force_until=None) | Q(in_force_until__gte=on)
    return rows.filter(open_end, in_force_from__lte=on)
