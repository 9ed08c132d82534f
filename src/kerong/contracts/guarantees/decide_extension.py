"""答复展期: the guarantor agrees or not; agreed, an extension already reported takes effect too."""

from datetime import datetime

from django.db import transaction

from kerong.contracts.guarantees.access import DECIDE_EXTENSION, consent_for
from kerong.contracts.guarantees.errors import ConsentMoved
from kerong.contracts.guarantees.extension import extend
from kerong.contracts.guarantees.models import ExtensionConsent, Guarantee
from kerong.contracts.guarantees.notes import bank_of, firm_of, note_guarantee, say
from kerong.contracts.guarantees.words import checked_words
from kerong.kernel.actor import Actor

State = ExtensionConsent.State


def decide_extension(
    *, actor: Actor, consent_id: int, agreed: bool, words: str, at: datetime
) -> ExtensionConsent:
    """Raises WrongSide, ConsentMoved, WordsWanted."""
    DECIDE_EXTENSION.require(actor)
    asked = consent_for(actor, consent_id)
    answer = checked_words(words, least=0 if agreed else 2, most=500)
    to_state = State.GIVEN if agreed else State.REFUSED
    waiting = ExtensionConsent.objects.filter(pk=asked.pk, state=State.ASKED)
    with transaction.atomic():
        if not waiting.update(
            state=to_state, decided_by_id=actor.person_id, decided_at=at, answer=answer
        ):
            raise ConsentMoved()
        guarantee, loan = asked.guarantee, asked.guarantee.loan
        if agreed and guarantee.state == Guarantee.State.EFFECTIVE and loan is not None:
            if guarantee.matures_on is not None and loan.matures_on > guarantee.matures_on:
                if loan.matures_on <= asked.matures_on:
                    extend(guarantee, loan)
        facts = {"matures_on": asked.matures_on, "words": answer}
        note_guarantee(
            guarantee,
            "extension_given" if agreed else "extension_refused",
            actor=actor,
            at=at,
            facts=facts,
        )
        kind = "guarantee.extension_given" if agreed else "guarantee.extension_refused"
        for to in (bank_of(guarantee), firm_of(guarantee)):
            say(guarantee, kind, to=to, at=at, facts=facts)
    asked.refresh_from_db()
    return asked
