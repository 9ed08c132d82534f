"""委托评估: a firm asks an appraiser, or its bank, what one of its rights is worth."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from kerong.contracts.pledges.access import ORDER_VALUATION, asset_for
from kerong.contracts.pledges.errors import AppraiserNotPossible, ValuationOrdered
from kerong.contracts.pledges.models import Valuation
from kerong.contracts.pledges.notes import note_asset, say_asset
from kerong.contracts.pledges.words import checked_words
from kerong.kernel.actor import Actor
from kerong.kernel.references import number_to_come, reference
from kerong.parties.models import Institution

KINDS = ("appraiser", "bank")


def order_valuation(
    *, actor: Actor, asset_no: str, institution_id: int, words: str = "", at: datetime
) -> Valuation:
    """Raises AppraiserNotPossible, ValuationOrdered while the same one has not answered."""
    ORDER_VALUATION.require(actor)
    asset = asset_for(actor, asset_no)
    chosen = next((row for row in valuers() if row.pk == institution_id), None)
    if chosen is None:
        raise AppraiserNotPossible()
    row = Valuation(
        no=number_to_come(),
        asset=asset,
        institution=chosen,
        words=checked_words(words, least=0, most=500),
        ordered_by_id=actor.person_id,
        ordered_at=at,
    )
    with transaction.atomic():
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError as fault:
            raise ValuationOrdered() from fault
        row.no = f"V{localdate(at).year}-{row.pk:06d}"
        Valuation.objects.filter(pk=row.pk).update(no=row.no)
        facts = {"valuation": row.no, "institution": chosen.pk}
        note_asset(asset, "valuation_ordered", actor=actor, at=at, facts=facts)
        to = reference("institution", chosen.pk)
        say_asset(asset, "pledge.valuation_ordered", to=to, at=at, valuation=row.no)
    return row


def valuers() -> list[Institution]:
    """Appraisers and banks of the platform that may be asked; banks value without a third party."""
    rows = Institution.objects.filter(kind__in=KINDS, suspended_at=None)
    return list(rows.order_by("kind", "name"))
