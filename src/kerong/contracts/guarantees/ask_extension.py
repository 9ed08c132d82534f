"""请求展期同意: the bank asks the guarantor before it extends the loan."""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from kerong.contracts.guarantees.access import ASK_EXTENSION, of_bank
from kerong.contracts.guarantees.errors import ConsentMoved, ExtensionWrongDay, GuaranteeMoved
from kerong.contracts.guarantees.models import ExtensionConsent, Guarantee
from kerong.contracts.guarantees.notes import guarantor_of, note_guarantee, say
from kerong.contracts.guarantees.words import checked_words
from kerong.kernel.actor import Actor


def ask_extension(
    *, actor: Actor, guarantee_no: str, matures_on: date, words: str, at: datetime
) -> ExtensionConsent:
    """Raises WrongSide, GuaranteeMoved, ExtensionWrongDay, ConsentMoved while one is open."""
    ASK_EXTENSION.require(actor)
    guarantee = of_bank(actor, guarantee_no)
    reason = checked_words(words, least=2, most=500)
    if guarantee.state != Guarantee.State.EFFECTIVE or guarantee.matures_on is None:
        raise GuaranteeMoved(state=guarantee.state)
    if matures_on <= guarantee.matures_on:
        raise ExtensionWrongDay(matures_on=guarantee.matures_on)
    try:
        with transaction.atomic():
            asked = ExtensionConsent.objects.create(
                guarantee=guarantee,
                matures_on=matures_on,
                words=reason,
                asked_by_id=actor.person_id,
                asked_at=at,
            )
            told = {"matures_on": matures_on}
            noted = told | {"words": reason}
            note_guarantee(guarantee, "extension_asked", actor=actor, at=at, facts=noted)
            to = guarantor_of(guarantee)
            say(guarantee, "guarantee.extension_asked", to=to, at=at, facts=told)
    except IntegrityError as fault:
        raise ConsentMoved() from fault
    return asked
