"""拟定尽职免责: whether the people behind the lost loan answer for it; a second person decides."""

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from kerong.contracts.compensation.access import PROPOSE_EXEMPTION, party_claim
from kerong.contracts.compensation.answer_diligence import unmet_questions
from kerong.contracts.compensation.errors import DiligenceOpen, FigureOutOfRange, MovedMeanwhile
from kerong.contracts.compensation.models import Exemption
from kerong.contracts.compensation.notes import note_claim, say_claim
from kerong.contracts.compensation.parameters import QUESTIONS
from kerong.contracts.compensation.words import checked_words
from kerong.kernel.actor import Actor
from kerong.kernel.references import reference


@dataclass(frozen=True, slots=True, kw_only=True)
class ExemptionDraft:
    """`staff` names whom it is about; `outcome` exempt or liable."""

    staff: str
    outcome: str
    grounds: str


def propose_exemption(
    *, actor: Actor, claim_no: str, draft: ExemptionDraft, at: datetime
) -> Exemption:
    """Raises DiligenceOpen when somebody shall be exempted whose duties are not all met, and
    MovedMeanwhile while a decision stands.
    """
    PROPOSE_EXEMPTION.require(actor)
    claim = party_claim(actor, claim_no)
    if draft.outcome not in Exemption.Outcome.values:
        raise FigureOutOfRange(field="outcome")
    unmet = unmet_questions(claim.pk, actor.institution_id or 0)
    if unmet and draft.outcome == Exemption.Outcome.EXEMPT:
        raise DiligenceOpen(questions="、".join(QUESTIONS[each][0] for each in unmet))
    row = Exemption(
        claim=claim,
        institution_id=actor.institution_id,
        staff=checked_words(draft.staff, least=2, most=200),
        outcome=draft.outcome,
        grounds=checked_words(draft.grounds),
        proposed_by_id=actor.person_id,
        proposed_at=at,
    )
    with transaction.atomic():
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError as fault:
            raise MovedMeanwhile(state=Exemption.State.PROPOSED.label) from fault
        facts = {"exemption": row.pk, "outcome": str(row.outcome), "unmet": unmet}
        note_claim(claim, "exemption_proposed", actor=actor, at=at, facts=facts)
        to = reference("institution", row.institution_id)
        say_claim(claim, "exemption_proposed", to=to, at=at)
    return row
