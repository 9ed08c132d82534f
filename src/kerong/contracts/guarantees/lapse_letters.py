"""担保函失效: a letter nobody drew on by its day frees the firm's room."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from kerong.contracts.guarantees.errors import GuaranteeMoved
from kerong.contracts.guarantees.models import Guarantee
from kerong.contracts.guarantees.moves import move
from kerong.contracts.guarantees.notes import bank_of, firm_of, note_guarantee, say
from kerong.contracts.guarantees.rooms import change_room
from kerong.kernel.actor import SYSTEM

State = Guarantee.State
_NAMED = ("agreement", "bank", "guarantor", "enterprise")


def lapse_letters(at: datetime) -> int:
    """Each letter in a transaction of its own; one drawn on meanwhile is left alone."""
    on, count = localdate(at), 0
    late = Guarantee.objects.filter(state=State.ISSUED, valid_until__lt=on)
    for guarantee in late.select_related(*_NAMED).order_by("pk").iterator(chunk_size=500):
        try:
            with transaction.atomic():
                move(guarantee, State.LAPSED, since=(State.ISSUED,))
                change_room(guarantee, 0)
                told = {"letter": guarantee.letter_no, "until": guarantee.valid_until}
                note_guarantee(guarantee, "lapsed", actor=SYSTEM, at=at, facts=told)
                for to in (bank_of(guarantee), firm_of(guarantee)):
                    say(guarantee, "guarantee.lapsed", to=to, at=at, facts=told)
        except GuaranteeMoved:
            continue
        count += 1
    return count
