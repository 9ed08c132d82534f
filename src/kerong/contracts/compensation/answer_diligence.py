"""答复尽职事项: bank or guarantor says how carefully the loan was made, question by question."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from kerong.contracts.compensation.access import ANSWER_DILIGENCE, party_claim
from kerong.contracts.compensation.errors import FigureOutOfRange, MovedMeanwhile, QuestionUnknown
from kerong.contracts.compensation.models import DiligenceAnswer, Exemption
from kerong.contracts.compensation.notes import note_claim
from kerong.contracts.compensation.parameters import QUESTIONS
from kerong.kernel.actor import Actor

Answers = Mapping[str, tuple[str, str]]


def answer_diligence(*, actor: Actor, claim_no: str, answers: Answers, at: datetime) -> int:
    """`answers`: question → (answer, words); given again they replace the institution's own.

    Raises QuestionUnknown, and MovedMeanwhile once an exemption was asked for on their ground.
    """
    ANSWER_DILIGENCE.require(actor)
    claim = party_claim(actor, claim_no)
    for question, (answer, _words) in answers.items():
        if question not in QUESTIONS:
            raise QuestionUnknown(question=question[:40])
        if answer not in DiligenceAnswer.Answer.values:
            raise FigureOutOfRange(field=question)
    with transaction.atomic():
        own: dict[str, Any] = {"claim": claim, "institution_id": actor.institution_id}
        standing = Exemption.objects.filter(**own).exclude(state=Exemption.State.RETURNED).first()
        if standing is not None:
            raise MovedMeanwhile(state=standing.get_state_display())
        for question, (answer, words) in sorted(answers.items()):
            DiligenceAnswer.objects.update_or_create(
                question=question,
                **own,
                defaults={
                    "answer": answer,
                    "words": words.strip()[:500],
                    "answered_by_id": actor.person_id,
                    "answered_at": at,
                },
            )
        facts = {question: answer for question, (answer, _) in sorted(answers.items())}
        facts["institution"] = str(actor.institution_id)
        note_claim(claim, "diligence_answered", actor=actor, at=at, facts=facts)
    return len(answers)


def unmet_questions(claim_id: int, institution_id: int) -> list[str]:
    """Questions not answered, or answered with no; in the order of the checklist."""
    rows = DiligenceAnswer.objects.filter(claim_id=claim_id, institution_id=institution_id)
    answers = dict(rows.values_list("question", "answer"))
    no = DiligenceAnswer.Answer.NO
    return [question for question in QUESTIONS if answers.get(question, no) == no]
