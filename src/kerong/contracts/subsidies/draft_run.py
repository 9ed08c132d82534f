"""拟制贴息批次: one programme and period computed over every loan it reaches."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from uuid import uuid4

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from kerong.contracts.subsidies.access import DRAFT_RUN, budget_for
from kerong.contracts.subsidies.errors import AwardUnsound, RunOpen
from kerong.contracts.subsidies.interest_claims import Choice
from kerong.contracts.subsidies.models import InterestLine, InterestRun
from kerong.contracts.subsidies.notes import note_run
from kerong.contracts.subsidies.period import Period
from kerong.contracts.subsidies.run_lines import Asked, lines_of, loans_asked
from kerong.kernel.actor import Actor
from kerong.kernel.ratios import ratio_from_text
from kerong.rules.programmes.shipped import named, subsidies

LINES_A_STEP = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class RunDraft:
    """`share` is text such as "0.6", empty where the programme fixes it."""

    programme: str
    clause: str
    budget: str
    period: Period
    share: str = ""


def draft_run(*, draft: RunDraft, actor: Actor, at: datetime) -> InterestRun:
    """Computed outside any transaction, written in small ones; it can be reviewed once whole.

    Raises ProgrammeUnknown, NotInForce, BudgetNotFound, AwardUnsound, RunOpen.
    """
    DRAFT_RUN.require(actor)
    budget = budget_for(draft.budget)
    named(subsidies(), draft.programme).on(draft.period.from_on)
    if not draft.clause.strip() or len(draft.clause) > 80:
        raise AwardUnsound(field="clause", text=draft.clause[:40])
    asked = Asked(
        programme=draft.programme,
        clause=draft.clause,
        period=draft.period,
        choice=choice_of(draft.share),
        on=localdate(at),
    )
    run = InterestRun(
        no=f"?{uuid4().hex[:30]}",  # until the row has its key
        programme=draft.programme,
        clause=draft.clause,
        budget=budget,
        from_on=draft.period.from_on,
        to_on=draft.period.to_on,
        share=draft.share,
        drafted_by_id=actor.person_id,
        drafted_at=at,
    )
    _insert(run, actor=actor, at=at)
    for part in _parts(lines_of(run, asked, loans_asked(asked))):
        InterestLine.objects.bulk_create(part)
    return run


def choice_of(share: str) -> Choice:
    return Choice(share=ratio_from_text(share) if share else None)


def _insert(run: InterestRun, *, actor: Actor, at: datetime) -> None:
    try:
        with transaction.atomic():
            run.save(force_insert=True)
            run.no = f"X{localdate(at).year}-{run.pk:06d}"
            InterestRun.objects.filter(pk=run.pk).update(no=run.no)
            facts = {
                "programme": run.programme,
                "clause": run.clause,
                "budget": run.budget.code,
                "from_on": run.from_on,
                "to_on": run.to_on,
                "share": run.share,
            }
            note_run(run, "drafted", actor=actor, at=at, facts=facts)
    except IntegrityError as fault:
        same = InterestRun.objects.filter(
            programme=run.programme,
            clause=run.clause,
            from_on=run.from_on,
            to_on=run.to_on,
            state__in=[InterestRun.State.DRAFT, InterestRun.State.SUBMITTED],
        )
        raise RunOpen(no=same.values_list("no", flat=True).first() or "-") from fault


def _parts(lines: Iterator[InterestLine]) -> Iterator[list[InterestLine]]:
    while part := list(islice(lines, LINES_A_STEP)):
        yield part
