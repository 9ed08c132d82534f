"""撤回代偿申请: before anything was paid the bank may take its claim back."""

from datetime import datetime

from django.db import transaction

from kerong.contracts.compensation.access import WITHDRAW, own_claim
from kerong.contracts.compensation.claim_moves import move_claim
from kerong.contracts.compensation.models import Claim
from kerong.contracts.compensation.notes import note_claim, reviewers_of, say_claim
from kerong.contracts.compensation.words import checked_words
from kerong.kernel.actor import Actor

State = Claim.State


def withdraw_claim(*, actor: Actor, claim_no: str, words: str, at: datetime) -> Claim:
    """The loan can be claimed again afterwards. Raises MovedMeanwhile."""
    WITHDRAW.require(actor)
    claim = own_claim(actor, claim_no)
    words = checked_words(words)
    with transaction.atomic():
        since = (State.FILED, State.CORRECTING)
        move_claim(claim, State.WITHDRAWN, since=since, ended_at=at, end_words=words)
        note_claim(claim, "withdrawn", actor=actor, at=at, facts={"words": words})
        say_claim(claim, "withdrawn", to=reviewers_of(claim), at=at)
    return claim
