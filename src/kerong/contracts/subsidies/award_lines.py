"""Awards of an approved run: in short transactions, resumed after a kill.

Lines of firms that were never awarded anything are awarded together, all others each alone.
"""

from datetime import datetime

from django.db import transaction

from kerong.contracts.subsidies.access import AWARD
from kerong.contracts.subsidies.award import SubsidyAward
from kerong.contracts.subsidies.award_subsidy import award_subsidy
from kerong.contracts.subsidies.award_together import award_together, level_of, line_award
from kerong.contracts.subsidies.errors import CapPassed
from kerong.contracts.subsidies.interest_claims import used_by
from kerong.contracts.subsidies.loan_matter import loans_of_matter, matter_of
from kerong.contracts.subsidies.models import InterestLine, InterestRun, Subsidy
from kerong.contracts.subsidies.period import Period
from kerong.contracts.subsidies.run_lines import paid_before
from kerong.jobs.contention import retried
from kerong.kernel.actor import Actor
from kerong.kernel.errors import Fault
from kerong.kernel.money import Money
from kerong.rules.programmes.shipped import named, subsidies

State = InterestLine.State
A_STEP = 20  # together in one transaction, well below 200 ms


def award_lines(run: InterestRun, *, actor: Actor, at: datetime, most: int = 200) -> int:
    """Award up to `most` kept lines; returns how many still wait.

    A line that is refused (entitled already, cap or budget gone) says so and holds up no others.
    """
    AWARD.require(actor)
    if run.state != InterestRun.State.APPROVED:
        return 0
    kept = run.lines.filter(state=State.KEPT).select_related("loan", "loan__enterprise")
    waiting = list(kept.order_by("no")[:most])
    for start in range(0, len(waiting), A_STEP):
        part = waiting[start : start + A_STEP]
        awarded = award_together(run, part, actor=actor, at=at)
        for line in part:
            if line.pk not in awarded:
                _award(run, line, actor=actor, at=at)
    return run.lines.filter(state=State.KEPT).count()


@retried
def _award(run: InterestRun, line: InterestLine, *, actor: Actor, at: datetime) -> None:
    own = InterestLine.objects.filter(pk=line.pk, state=State.KEPT)
    try:
        with transaction.atomic():
            subsidy = award_subsidy(award=award_of(run, line, at), actor=actor, at=at)
            _require_caps(run, subsidy)
            own.update(state=State.AWARDED, subsidy=subsidy)
    except Fault as fault:
        own.update(state=State.REFUSED, words=fault.say()[:500])


def _require_caps(run: InterestRun, subsidy: Subsidy) -> None:
    """Another run may have taken the firm's caps since this one was computed: asked again."""
    period = Period(run.from_on, run.to_on)
    terms = named(subsidies(), run.programme).on(run.from_on).terms
    used = used_by(subsidy.entitlement.party, run.programme, period)
    for cap, fen in (
        (terms.firm_year_cap_fen, used.firm_year_fen),
        (terms.firm_cap_fen, used.firm_fen),
    ):
        if cap is not None and fen > cap:
            most, wanted = Money(cap).yuan_text(), Money(fen).yuan_text()
            raise CapPassed(programme=run.programme, cap=most, wanted=wanted)


def award_of(run: InterestRun, line: InterestLine, at: datetime) -> SubsidyAward:
    """The line as a decision; where the period was paid before it tops that up."""
    matter = matter_of(loans_of_matter(line.loan))
    before = paid_before(line.loan, matter, run.programme, Period(run.from_on, run.to_on))
    tops_up = before[0].no if before else ""
    return line_award(run, line, matter, level=level_of(run, at), tops_up=tops_up)
