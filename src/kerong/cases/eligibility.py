"""Which institutions may answer needs for loans at all."""

from dataclasses import dataclass

from kerong.cases.errors import AddressedToNobody, InstitutionCannotLend, InstitutionSuspended
from kerong.cases.models import Desk
from kerong.kernel.actor import Actor
from kerong.kernel.errors import NotFound
from kerong.parties.models import Institution

LENDERS = frozenset({"bank", "local_finance"})


@dataclass(frozen=True, slots=True)
class Lender:
    institution_id: int
    name: str


def lender_of(actor: Actor) -> Lender:
    """The actor's institution, admitted, of a lending kind, with a desk to count on.

    Raises InstitutionSuspended or InstitutionCannotLend.
    """
    row = (
        Institution.objects.filter(pk=actor.institution_id)
        .values_list("pk", "name", "kind", "suspended_at", "desk__live")
        .first()
    )
    if row is None:
        raise NotFound()
    institution_id, name, kind, suspended_at, live = row
    if suspended_at is not None:
        raise InstitutionSuspended(institution_id=institution_id)
    if kind not in LENDERS:
        raise InstitutionCannotLend(institution_id=institution_id, kind=kind)
    if live is None:
        Desk.objects.bulk_create([Desk(institution_id=institution_id)], ignore_conflicts=True)
    return Lender(institution_id=institution_id, name=name)


def lender_addressed(institution_id: int | None) -> Institution:
    """The institution a directed need goes to; raises AddressedToNobody."""
    found = Institution.objects.filter(
        pk=institution_id, suspended_at=None, kind__in=LENDERS
    ).first()
    if found is None:
        raise AddressedToNobody(institution_id=institution_id)
    return found
