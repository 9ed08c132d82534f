"""核对明细: an officer leaves a line of a draft out, or takes it in again, and says why."""

from datetime import datetime

from django.db import transaction

from kerong.contracts.subsidies.access import DRAFT_RUN, run_for
from kerong.contracts.subsidies.errors import RunMoved
from kerong.contracts.subsidies.models import InterestLine, InterestRun
from kerong.contracts.subsidies.notes import note_run
from kerong.contracts.subsidies.words import checked_words
from kerong.kernel.actor import Actor

State = InterestLine.State


def change_line(
    *, run_no: str, line_no: int, keep: bool, words: str, actor: Actor, at: datetime
) -> InterestLine:
    """A line without an amount cannot be taken in. Raises RunMoved, WordsWanted."""
    DRAFT_RUN.require(actor)
    run, reason = run_for(actor, run_no), checked_words(words, least=2, most=500)
    to = State.KEPT if keep else State.DROPPED
    with transaction.atomic():
        drafts = InterestRun.objects.filter(pk=run.pk, state=InterestRun.State.DRAFT)
        lines = InterestLine.objects.filter(run__in=drafts, no=line_no)
        since = lines.filter(state__in=[State.KEPT, State.DROPPED])
        fits = since.filter(amount_fen__gt=0) if keep else since
        if not fits.update(state=to, words=reason, changed_by_id=actor.person_id):
            raise RunMoved(no=run_no)
        facts = {"line": line_no, "state": str(to), "words": reason}
        note_run(run, "changed", actor=actor, at=at, facts=facts)
    return InterestLine.objects.get(run=run, no=line_no)
