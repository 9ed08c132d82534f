"""核实认领: an operator confirms or refuses that a firm belongs to the person who asked."""

from datetime import datetime

from django.db import transaction

from kerong.kernel import roles
from kerong.kernel.actor import Actor
from kerong.notices.tell import tell
from kerong.parties.access import KEEP_PEOPLE, claim_numbered, require
from kerong.parties.duties import Grant
from kerong.parties.errors import ClaimDecided
from kerong.parties.mandating import begin_mandate, require_not_oneself, stop_mandate
from kerong.parties.models import Enterprise, FirmClaim, Mandate
from kerong.parties.spellings import reason
from kerong.trail.record import record

_ANSWER_MOST = 500


def decide_firm_claim(
    *, claim_id: int, confirmed: bool, answer: str, actor: Actor, at: datetime
) -> FirmClaim:
    """Confirming ends the present owner's mandate, if there is one, and begins the asker's.

    The firm is verified with it. An owner who registered the firm asks in the same way.

    Raises ClaimNotFound, NotOneself, ReasonMissing, ClaimDecided, DutiesConflict.
    """
    require(KEEP_PEOPLE, actor)
    words = reason(answer, _ANSWER_MOST)
    with transaction.atomic():
        claim = claim_numbered(claim_id)
        require_not_oneself(actor, claim.person_id)
        _settle(claim, confirmed, words, actor, at)
        if confirmed:
            _hand_over(claim, actor, at)
        record(
            stream=claim.enterprise.reference,
            kind="firm_claim.confirmed" if confirmed else "firm_claim.refused",
            actor=actor,
            at=at,
            subject=f"firm_claim:{claim.pk}",
            facts={"person": claim.person.reference, "answer": words},
        )
        _tell(claim, confirmed, words, at)
    claim.refresh_from_db()
    return claim


def _settle(claim: FirmClaim, confirmed: bool, words: str, actor: Actor, at: datetime) -> None:
    outcome = FirmClaim.Outcome.CONFIRMED if confirmed else FirmClaim.Outcome.REFUSED
    pending = FirmClaim.objects.filter(pk=claim.pk, outcome=FirmClaim.Outcome.PENDING)
    if not pending.update(
        outcome=outcome, decided_at=at, decided_by_id=actor.person_id, answer=words
    ):
        raise ClaimDecided()


def _hand_over(claim: FirmClaim, actor: Actor, at: datetime) -> None:
    present = Mandate.objects.live().filter(enterprise_id=claim.enterprise_id)
    for mandate in present.select_related("enterprise").filter(role=roles.FIRM_OWNER):
        stop_mandate(mandate=mandate, actor=actor, at=at)
    # A clerk who turns out to be the owner lays down the clerk's mandate.
    for mandate in present.select_related("enterprise").filter(person_id=claim.person_id):
        stop_mandate(mandate=mandate, actor=actor, at=at)
    owning = Grant(roles.FIRM_OWNER, enterprise_id=claim.enterprise_id)
    begin_mandate(person=claim.person, grant=owning, actor=actor, at=at)
    Enterprise.objects.filter(pk=claim.enterprise_id).update(unverified_since=None)


def _tell(claim: FirmClaim, confirmed: bool, words: str, at: datetime) -> None:
    tell(
        to=claim.person.reference,
        kind="firm_claim.confirmed" if confirmed else "firm_claim.refused",
        facts={"firm": claim.enterprise.name, "answer": words},
        subject=f"firm_claim:{claim.pk}",
        at=at,
    )
