"""决定尽职免责: a second person of the institution decides; the decision is a paper of its own."""

from datetime import datetime

from django.db import transaction

from kerong.contracts.compensation.access import DECIDE_EXEMPTION, exemption_for
from kerong.contracts.compensation.errors import MovedMeanwhile, SamePerson
from kerong.contracts.compensation.models import Exemption
from kerong.contracts.compensation.notes import note_claim, stream_of
from kerong.contracts.compensation.papers import exemption_facts
from kerong.contracts.compensation.words import checked_words
from kerong.documents.issue import issue_document
from kerong.documents.models import IssuedDocument
from kerong.kernel.actor import Actor

State = Exemption.State


def decide_exemption(
    *, actor: Actor, exemption_id: int, agrees: bool, words: str = "", at: datetime
) -> Exemption:
    """Agreed, the paper is issued; else it goes back with words. Raises SamePerson,
    MovedMeanwhile.
    """
    DECIDE_EXEMPTION.require(actor)
    row = exemption_for(actor, exemption_id)
    if agrees and row.proposed_by_id == actor.person_id:
        raise SamePerson()
    fields: dict[str, object] = {"decided_by": actor.person_id, "decided_at": at}
    if not agrees:
        fields["return_words"] = checked_words(words, most=500)
    with transaction.atomic():
        proposed = Exemption.objects.filter(pk=row.pk, state=State.PROPOSED)
        if not proposed.update(state=State.DECIDED if agrees else State.RETURNED, **fields):
            raise MovedMeanwhile(state=row.get_state_display())
        row.refresh_from_db()
        if agrees:
            document = issue_document(
                kind=IssuedDocument.Kind.DECISION.value,
                subject=stream_of(row.claim),
                facts=exemption_facts(row),
                actor=actor,
                at=at,
            )
            row.document_no = document.no
            row.save(update_fields=["document_no"])
        facts = {"exemption": row.pk, "agreed": agrees, "document": row.document_no}
        note_claim(row.claim, "exemption_decided", actor=actor, at=at, facts=facts)
    return row
