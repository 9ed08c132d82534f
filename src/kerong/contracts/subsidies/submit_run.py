"""提交贴息批次: the reviewed draft goes to a second person, its lines fixed by one digest."""

from datetime import datetime

from django.db import transaction

from kerong.contracts.subsidies.access import DRAFT_RUN, run_for
from kerong.contracts.subsidies.errors import RunMoved
from kerong.contracts.subsidies.models import InterestLine, InterestRun
from kerong.contracts.subsidies.notes import note_run
from kerong.kernel.actor import Actor
from kerong.kernel.canonical import digest


def submit_run(*, no: str, actor: Actor, at: datetime) -> InterestRun:
    """Raises RunMoved, also for a run without a line to award."""
    DRAFT_RUN.require(actor)
    run = run_for(actor, no)
    with transaction.atomic():
        seen = digest_of(run)
        if not run.lines.filter(state=InterestLine.State.KEPT).exists():
            raise RunMoved(no=no)
        drafts = InterestRun.objects.filter(pk=run.pk, state=InterestRun.State.DRAFT)
        fields = {"digest": seen, "submitted_at": at}
        if not drafts.update(state=InterestRun.State.SUBMITTED, **fields):
            raise RunMoved(no=no)
        note_run(run, "submitted", actor=actor, at=at, facts={"digest": seen})
    run.refresh_from_db()
    return run


def digest_of(run: InterestRun) -> str:
    """Of every line with what it would pay and whether it is kept."""
    lines = run.lines.order_by("no").values_list("no", "digest", "amount_fen", "state")
    return digest([[no, each, fen, str(state)] for no, each, fen, state in lines])
