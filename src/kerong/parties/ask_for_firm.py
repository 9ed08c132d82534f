"""认领申请: a person says that a firm known to the platform is theirs to run."""

from datetime import datetime

from django.db import IntegrityError, transaction

from kerong.kernel import roles
from kerong.kernel.actor import Actor
from kerong.kernel.references import check_credit_code
from kerong.notices.tell import tell
from kerong.parties.access import REGISTER_FIRM, person_of
from kerong.parties.errors import ClaimPending, FirmNotFound
from kerong.parties.models import Enterprise, FirmClaim
from kerong.parties.spellings import reason
from kerong.trail.record import record

_WORDS_MOST = 500


def ask_for_firm(*, credit_code: str, words: str, actor: Actor, at: datetime) -> FirmClaim:
    """Raises BadCreditCode, FirmNotFound, ReasonMissing, ClaimPending."""
    REGISTER_FIRM.require(actor)
    person = person_of(actor)
    code = check_credit_code(credit_code)
    with transaction.atomic():
        firm = Enterprise.objects.filter(credit_code=code).first()
        if firm is None:
            raise FirmNotFound()
        claim = _insert(
            FirmClaim(person=person, enterprise=firm, words=reason(words, _WORDS_MOST), asked_at=at)
        )
        record(
            stream=firm.reference,
            kind="firm_claim.asked",
            actor=actor,
            at=at,
            subject=f"firm_claim:{claim.pk}",
            facts={"person": person.reference},
        )
        tell(
            to=[firm.reference, f"role:{roles.OPERATOR}"],
            kind="firm_claim.asked",
            facts={"firm": firm.name},
            subject=f"firm_claim:{claim.pk}",
            at=at,
        )
    return claim


def _insert(claim: FirmClaim) -> FirmClaim:
    try:
        with transaction.atomic():
            claim.save(force_insert=True)
    except IntegrityError as fault:
        raise ClaimPending() from fault
    return claim
