"""退回贴息批次: the second person, or whoever drafted it, gives the run up."""

from datetime import datetime

from django.db import transaction

from kerong.contracts.subsidies.access import APPROVE_RUN, run_for
from kerong.contracts.subsidies.errors import RunMoved
from kerong.contracts.subsidies.models import InterestRun
from kerong.contracts.subsidies.notes import note_run
from kerong.contracts.subsidies.words import checked_words
from kerong.kernel.actor import Actor

State = InterestRun.State


def return_run(*, no: str, words: str, actor: Actor, at: datetime) -> InterestRun:
    """Nothing was awarded yet. Raises RunMoved, WordsWanted."""
    APPROVE_RUN.require(actor)
    run, reason = run_for(actor, no), checked_words(words, least=4, most=500)
    with transaction.atomic():
        open_ = InterestRun.objects.filter(pk=run.pk, state__in=InterestRun.OPEN)
        back = {"decided_by_id": actor.person_id, "decided_at": at, "return_words": reason}
        if not open_.update(state=State.RETURNED, **back):
            raise RunMoved(no=no)
        note_run(run, "returned", actor=actor, at=at, facts={"words": reason})
    run.refresh_from_db()
    return run
