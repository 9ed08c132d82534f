"""登记尽职记录: staff of the bank or the guarantor answer the checklist; nothing is overwritten."""

import json
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from kerong.contracts.guarantees.access import RECORD_DILIGENCE, guarantee_for
from kerong.contracts.guarantees.checklists import ANSWERS
from kerong.contracts.guarantees.diligence import diligence_of
from kerong.contracts.guarantees.errors import ChecklistItemUnknown
from kerong.contracts.guarantees.models import DiligenceRecord, Guarantee
from kerong.contracts.guarantees.notes import note_guarantee
from kerong.contracts.guarantees.words import checked_words
from kerong.kernel.actor import Actor

MOST_WORDS = 200
Answers = Mapping[str, tuple[str, str]]


def record_diligence(
    *, actor: Actor, guarantee_no: str, answers: Answers, words: str, at: datetime
) -> DiligenceRecord:
    """`answers`: code → (yes, no or not_needed; words). Every item of the side is answered.

    Raises ChecklistItemUnknown, WordsWanted.
    """
    RECORD_DILIGENCE.require(actor)
    guarantee = guarantee_for(actor, guarantee_no)
    side = side_of(actor, guarantee)
    found = diligence_of(guarantee, side)
    wanted = {row.item.code for row in found.rows}
    for code in sorted(wanted ^ set(answers)):
        raise ChecklistItemUnknown(item=code[:40])
    kept: dict[str, list[str]] = {}
    for code, (answer, said) in sorted(answers.items()):
        if answer not in ANSWERS:
            raise ChecklistItemUnknown(item=code[:40])
        kept[code] = [answer, checked_words(said, least=0, most=MOST_WORDS)]
    conclusion = checked_words(words, least=0, most=1000)
    with transaction.atomic():
        record = DiligenceRecord.objects.create(
            guarantee=guarantee,
            side=side,
            checklist=found.checklist.key,
            answers=json.dumps(kept, ensure_ascii=False),
            words=conclusion,
            filled_by_id=actor.person_id,
            filled_at=at,
        )
        facts = {"side": side, "checklist": found.checklist.key, "answers": kept}
        note_guarantee(guarantee, "diligence_recorded", actor=actor, at=at, facts=facts)
    return record


def side_of(actor: Actor, guarantee: Guarantee) -> str:
    """On which side of the guarantee the actor's institution stands."""
    bank = actor.institution_id == guarantee.bank_id
    return DiligenceRecord.Side.BANK.value if bank else DiligenceRecord.Side.GUARANTOR.value
