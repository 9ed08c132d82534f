"""Who stands behind a step of a batch that the worker goes on with: the person who began it."""

from kerong.kernel import roles
from kerong.kernel.actor import SYSTEM, Actor
from kerong.kernel.references import split_reference
from kerong.parties.models import Person
from kerong.payments.models import PaymentBatch, ReturnFile


def drafter_of(batch: PaymentBatch) -> Actor:
    return _officer(batch.drafted_by, batch.drafted_as)


def approver_of(batch: PaymentBatch) -> Actor:
    return _officer(batch.approved_by, batch.approved_as)


def taker_of(file: ReturnFile) -> Actor:
    return _officer(file.taken_by, file.taken_as)


def _officer(person: Person | None, said: str) -> Actor:
    """The same actor in every step, so that a resumed batch tells what an unharmed one tells."""
    if person is None:
        return SYSTEM
    _, _, mandate = said.partition("/")
    mandate_id = int(split_reference(mandate)[1]) if mandate else None
    return Actor(person.pk, person.name, roles.OFFICER, mandate_id=mandate_id)
