"""复核贴息批次: a second person approves the lines; each kept one becomes a subsidy."""

from datetime import datetime

from django.db import transaction

from kerong.contracts.loans.models import Loan
from kerong.contracts.subsidies.access import APPROVE_RUN, run_for
from kerong.contracts.subsidies.errors import RunMoved, RunStale, SamePerson, SeenOtherwise
from kerong.contracts.subsidies.models import InterestLine, InterestRun
from kerong.contracts.subsidies.notes import note_run
from kerong.contracts.subsidies.submit_run import digest_of
from kerong.contracts.subsidies.told import calculation_of, report_counts
from kerong.kernel.actor import Actor

State = InterestRun.State
NAMED, TEXTS_A_READ, LOANS_A_READ = 5, 500, 1_000


def approve_run(*, no: str, digest: str, actor: Actor, at: datetime) -> InterestRun:
    """`digest` is of the lines the second person saw. `award_lines` then awards them.

    Raises SamePerson, SeenOtherwise, RunMoved, and RunStale where banks reported since.
    """
    APPROVE_RUN.require(actor)
    run = run_for(actor, no)
    if run.drafted_by_id == actor.person_id:
        raise SamePerson()
    if run.state != State.SUBMITTED:
        raise RunMoved(no=no)
    _require_fresh(run)
    with transaction.atomic():
        if run.digest != digest or digest_of(run) != digest:
            raise SeenOtherwise()
        waiting = InterestRun.objects.filter(pk=run.pk, state=State.SUBMITTED, digest=digest)
        done = {"decided_by_id": actor.person_id, "decided_at": at}
        if not waiting.exclude(drafted_by=actor.person_id).update(state=State.APPROVED, **done):
            raise RunMoved(no=no)
        note_run(run, "approved", actor=actor, at=at, facts={"digest": digest})
    run.refresh_from_db()
    return run


def _require_fresh(run: InterestRun) -> None:
    counted: dict[str, int] = {}
    kept = run.lines.filter(state=InterestLine.State.KEPT).values_list("calculation", flat=True)
    for text in kept.iterator(TEXTS_A_READ):
        told = calculation_of(text)
        counted |= report_counts(told) if told else {}
    moved: list[str] = []
    names = sorted(counted)
    for start in range(0, len(names), LOANS_A_READ):
        part = names[start : start + LOANS_A_READ]
        now = dict(Loan.objects.filter(no__in=part).values_list("no", "report_count"))
        moved += [loan for loan in part if now.get(loan) != counted[loan]]
    if moved:
        raise RunStale(no=run.no, loans=", ".join(moved[:NAMED]))
