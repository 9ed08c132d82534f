"""Ending a run once its last block is done: digests of all blocks, event, peers or sheet."""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from kerong.kernel.actor import SYSTEM
from kerong.kernel.canonical import digest
from kerong.population.count_peers import count_peers, use_peers
from kerong.population.models import Run
from kerong.population.sheets import sheet_of, write_sheet
from kerong.trail.record import record


def finish_run(run: Run, *, at: datetime) -> bool:
    """True for the one worker that ends it; False while blocks are open or somebody else did."""
    ripe = Run.objects.filter(
        pk=run.pk, state=Run.State.RUNNING, done_count=F("blocks_count"), ended_at=None
    )
    if not ripe.exists():
        return False
    blocks = list(run.blocks.order_by("no").values_list("facts_digest", "result_digest"))
    facts = digest([facts for facts, _ in blocks])
    result = digest([result for _, result in blocks])
    is_trial = run.kind == Run.Kind.WHAT_IF
    sheet = sheet_of(run, facts) if is_trial else None
    peers = None if is_trial else count_peers(run, at=at)
    with transaction.atomic():
        ended = ripe.update(
            state=Run.State.DONE, ended_at=at, facts_digest=facts, result_digest=result
        )
        if not ended:
            return False
        run.refresh_from_db()
        if sheet is not None:
            write_sheet(sheet, at=at)
        if peers is not None:
            use_peers(peers, at=at)
        record(
            stream=run.reference,
            kind="run.ended",
            actor=SYSTEM,
            at=at,
            subject=run.reference,
            facts={"firms": run.firms_count, "facts": facts, "result": result},
        )
    return True
