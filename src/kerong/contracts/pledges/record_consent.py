"""共有人同意: the firm records the letter by which a co-owner agrees to this pledge."""

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from kerong.contracts.pledges.access import RECORD_CONSENT, pledge_for
from kerong.contracts.pledges.errors import ConsentNotAsked, FigureWrong, PledgeMoved
from kerong.contracts.pledges.models import CoOwner, OwnerConsent, Pledge
from kerong.contracts.pledges.notes import note_pledge
from kerong.contracts.pledges.words import checked_words
from kerong.kernel.actor import Actor


def record_consent(
    *,
    actor: Actor,
    pledge_no: str,
    co_owner_id: int,
    consented_on: date,
    letter_no: str,
    at: datetime,
) -> OwnerConsent:
    """Raises ConsentNotAsked, FigureWrong, PledgeMoved once it ended."""
    RECORD_CONSENT.require(actor)
    pledge = pledge_for(actor, pledge_no)
    if pledge.state not in Pledge.OPEN:
        raise PledgeMoved(no=pledge.no, state=pledge.get_state_display())
    if consented_on > localdate(at):
        raise FigureWrong(field="consented_on")
    owner = owners_asked(pledge).get(co_owner_id)
    if owner is None:
        raise ConsentNotAsked()
    row = OwnerConsent(
        pledge=pledge,
        co_owner=owner,
        consented_on=consented_on,
        letter_no=checked_words(letter_no, most=80),
        recorded_by_id=actor.person_id,
        recorded_at=at,
    )
    with transaction.atomic():
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError as fault:
            raise ConsentNotAsked() from fault
        facts = {"co_owner": owner.pk, "letter_no": row.letter_no}
        note_pledge(pledge, "consent_recorded", actor=actor, at=at, facts=facts)
    return row


def owners_asked(pledge: Pledge) -> dict[int, CoOwner]:
    """Co-owners of what is pledged who have not agreed yet, by key."""
    rows = CoOwner.objects.filter(asset__pledged__pledge=pledge, ended_on=None)
    waiting = rows.exclude(pk__in=pledge.consents.values("co_owner"))
    return {row.pk: row for row in waiting.select_related("asset")}
