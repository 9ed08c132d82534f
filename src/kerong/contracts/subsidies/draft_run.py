"""拟制贴息批次: one programme and period computed over every loan it reaches."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Q
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
from kerong.kernel.references import number_to_come
from kerong.rules.programmes.shipped import named, subsidies

LINES_A_STEP = 100
LOANS_AT_ONCE = 2_000  # some seconds of a request
_SAME = ("state", "drafted_by_id", "budget_id", "share")
_SAID = ("no", "loan_id", "amount_fen", "notes", "digest", "state", "words")


@dataclass(frozen=True, slots=True, kw_only=True)
class RunDraft:
    """`share` is text such as "0.6", empty where the programme fixes it."""

    programme: str
    clause: str
    budget: str
    period: Period
    share: str = ""


def draft_run(*, draft: RunDraft, actor: Actor, at: datetime) -> InterestRun:
    """Computed outside any transaction, written in small ones; it can be reviewed once whole. One
    of very many loans is left to the worker.

    Whoever drafts the same again goes on with a run of theirs that was broken off. Raises
    ProgrammeUnknown, NotInForce, BudgetNotFound, AwardUnsound, RunOpen.
    """
    DRAFT_RUN.require(actor)
    budget = budget_for(draft.budget)
    named(subsidies(), draft.programme).on(draft.period.from_on)
    if not draft.clause.strip() or len(draft.clause) > 80:
        raise AwardUnsound(field="clause", text=draft.clause[:40])
    run = InterestRun(
        no=number_to_come(),
        programme=draft.programme,
        clause=draft.clause,
        budget=budget,
        from_on=draft.period.from_on,
        to_on=draft.period.to_on,
        share=draft.share,
        state=InterestRun.State.COMPUTING,
        drafted_by_id=actor.person_id,
        drafted_at=at,
    )
    run = _begun(run, actor=actor, at=at)
    asked = _asked(run, at)
    loans = loans_asked(asked)
    return run if len(loans) > LOANS_AT_ONCE else _computed(run, asked, loans)


def compute_run(run: InterestRun, *, at: datetime) -> InterestRun:
    """What was left to the worker, or broken off by a kill, from the first loan on.

    Raises RunOpen when somebody finished it, or gave it up, meanwhile.
    """
    asked = _asked(run, at)
    return _computed(run, asked, loans_asked(asked))


def _asked(run: InterestRun, at: datetime) -> Asked:
    return Asked(
        programme=run.programme,
        clause=run.clause,
        period=Period(run.from_on, run.to_on),
        choice=choice_of(run.share),
        on=localdate(at),
    )


def _computed(run: InterestRun, asked: Asked, loans: Sequence[int]) -> InterestRun:
    last = 0
    for part in lines_of(run, asked, loans, LINES_A_STEP):
        _write(run, part)
        last = part[-1].no
    return _finished(run, last)


def choice_of(share: str) -> Choice:
    return Choice(share=ratio_from_text(share) if share else None)


def _begun(run: InterestRun, *, actor: Actor, at: datetime) -> InterestRun:
    """The new row, or the one this person broke off; raises RunOpen for any other that is open."""
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
            return run
    except IntegrityError as fault:
        before = InterestRun.objects.filter(
            programme=run.programme,
            clause=run.clause,
            from_on=run.from_on,
            to_on=run.to_on,
            state__in=InterestRun.OPEN,
        ).first()
        if before is None or any(getattr(before, name) != getattr(run, name) for name in _SAME):
            raise RunOpen(no=before.no if before else "-") from fault
        return before


def _write(run: InterestRun, part: list[InterestLine]) -> None:
    """These lines instead of what was written under their numbers before it was broken off; one
    that says the same stays.

    The run's row first: two who go on with one run write one after the other, and the same.
    """
    with transaction.atomic():
        _require_computing(run)
        held = set(run.lines.filter(no__in=[line.no for line in part]).values_list(*_SAID))
        new = [line for line in part if tuple(getattr(line, name) for name in _SAID) not in held]
        if not new:
            return
        stale = Q(no__in=[line.no for line in new]) | Q(loan__in=[line.loan_id for line in new])
        run.lines.filter(stale).delete()
        InterestLine.objects.bulk_create(new)


def _finished(run: InterestRun, last: int) -> InterestRun:
    """It is whole: whoever reviews it sees every line."""
    with transaction.atomic():
        _require_computing(run)
        run.lines.filter(no__gt=last).delete()
        InterestRun.objects.filter(pk=run.pk).update(state=InterestRun.State.DRAFT)
    run.refresh_from_db()
    return run


def _require_computing(run: InterestRun) -> None:
    """Raises RunOpen when somebody finished it, or gave it up, meanwhile."""
    own = InterestRun.objects.filter(pk=run.pk, state=InterestRun.State.COMPUTING)
    if not own.update(state=InterestRun.State.COMPUTING):
        raise RunOpen(no=run.no)
