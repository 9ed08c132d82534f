"""退回核销: what is left of a claw-back is not given up; it stays owed."""

from datetime import datetime

from django.db import transaction

from kerong.contracts.subsidies.access import RETURN_WAIVER, claw_back_for
from kerong.contracts.subsidies.errors import ClawBackMoved, SeenOtherwise
from kerong.contracts.subsidies.models import ClawBack
from kerong.contracts.subsidies.notes import note_subsidy
from kerong.contracts.subsidies.words import checked_words
from kerong.kernel.actor import Actor
from kerong.kernel.references import reference
from kerong.notices.tell import tell


def return_waiver(
    *, no: str, asked_at: datetime, words: str, actor: Actor, at: datetime
) -> ClawBack:
    """`asked_at` names the asking the person saw; whoever asked may take it back as well.

    The claw-back is owed as before, and a waiver can be asked for anew. Raises ClawBackMoved,
    SeenOtherwise, WordsWanted.
    """
    RETURN_WAIVER.require(actor)
    row, reason = claw_back_for(actor, no), checked_words(words, least=4, most=500)
    if row.state != ClawBack.State.ORDERED or row.waiver_asked_at is None:
        raise ClawBackMoved(no=no)
    asker = row.waiver_asked_by_id
    with transaction.atomic():
        asked = ClawBack.objects.filter(
            pk=row.pk, state=ClawBack.State.ORDERED, waiver_asked_at=asked_at, waived_by=None
        )
        if not asked.update(
            waiver_asked_at=None,
            waiver_asked_by=None,
            waiver_returned_by_id=actor.person_id,
            waiver_returned_at=at,
            waiver_return_words=reason,
        ):
            raise SeenOtherwise()
        facts = {"claw_back": no, "words": reason}
        note_subsidy(row.subsidy, "claw_back_waiver_returned", actor=actor, at=at, facts=facts)
        if asker is not None and asker != actor.person_id:
            tell(
                to=reference("person", asker),
                kind="subsidy.waiver_returned",
                facts=facts,
                subject=row.subsidy.subject,
                at=at,
            )
    row.refresh_from_db()
    return row
