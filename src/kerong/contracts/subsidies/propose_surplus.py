"""提请退还暂收款: one officer wants to give back what a receipt brought too much."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from kerong.contracts.subsidies.access import PROPOSE_SURPLUS, receipt_for
from kerong.contracts.subsidies.models import SurplusReturn
from kerong.contracts.subsidies.notes import note_subsidy
from kerong.contracts.subsidies.surplus import subsidy_of
from kerong.contracts.subsidies.surplus_errors import NoSurplus, SurplusWaits
from kerong.contracts.subsidies.words import checked_words
from kerong.kernel.actor import Actor
from kerong.kernel.references import number_to_come


def propose_surplus(*, receipt_id: int, words: str, actor: Actor, at: datetime) -> SurplusReturn:
    """All that is left of the receipt. Raises NoSurplus, SurplusWaits, WordsWanted."""
    PROPOSE_SURPLUS.require(actor)
    receipt, reason = receipt_for(actor, receipt_id), checked_words(words, least=4, most=500)
    if receipt.left_fen <= 0:
        raise NoSurplus(bank_no=receipt.bank_no)
    row = SurplusReturn(
        no=number_to_come(),
        receipt=receipt,
        amount_fen=receipt.left_fen,
        words=reason,
        proposed_by_id=actor.person_id,
        proposed_at=at,
    )
    with transaction.atomic():
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError as fault:
            raise SurplusWaits(bank_no=receipt.bank_no) from fault
        row.no = f"ZT{localdate(at).year}-{row.pk:06d}"
        SurplusReturn.objects.filter(pk=row.pk).update(no=row.no)
        facts = {"surplus": row.no, "amount_fen": row.amount_fen, "words": reason}
        note_subsidy(subsidy_of(receipt), "surplus_proposed", actor=actor, at=at, facts=facts)
    return row
