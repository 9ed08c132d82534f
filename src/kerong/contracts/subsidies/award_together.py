"""Lines of a run as awards, and together those of firms that were never awarded anything."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.timezone import localdate

from kerong.catalogue.policies.reads import clauses_on
from kerong.contracts.subsidies.award import SubsidyAward
from kerong.contracts.subsidies.award_subsidy import (
    award_facts,
    budget_of,
    drafted_subsidy,
    number_of,
    waits_in,
)
from kerong.contracts.subsidies.entitlements import matters_of
from kerong.contracts.subsidies.errors import SubsidyMoved
from kerong.contracts.subsidies.families import Family, family_of
from kerong.contracts.subsidies.holding import reservation_of
from kerong.contracts.subsidies.loan_matter import (
    FAMILY,
    loans_of_matters,
    matter_key,
    matter_of,
)
from kerong.contracts.subsidies.models import (
    Claimant,
    EntitledMonth,
    Entitlement,
    Form,
    InterestLine,
    InterestRun,
    Subsidy,
)
from kerong.contracts.subsidies.notes import note_subsidies, tell_firms
from kerong.contracts.subsidies.period import Period
from kerong.contracts.subsidies.stacked import stacked
from kerong.contracts.subsidies.told import calculation_of
from kerong.finance.stacking import HIGHEST
from kerong.jobs.contention import retried
from kerong.kernel.actor import Actor
from kerong.kernel.errors import Fault
from kerong.ledger.reserve import reserve_all
from kerong.parties.lineage import party_of
from kerong.rules.programmes.shipped import named, subsidies

Planned = tuple[InterestLine, SubsidyAward]


def plain_awards(run: InterestRun, lines: Sequence[InterestLine], at: datetime) -> list[Planned]:
    """Lines whose party has this one alone and no entitlement yet, within the caps of a firm."""
    parties = {line.pk: party_of(line.loan.enterprise) for line in lines}
    times = Counter(parties.values())
    known = set(Entitlement.objects.filter(party__in=times).values_list("party", flat=True))
    terms = named(subsidies(), run.programme).on(run.from_on).terms
    caps = [cap for cap in (terms.firm_year_cap_fen, terms.firm_cap_fen) if cap is not None]
    plain = [
        line
        for line in lines
        if times[parties[line.pk]] == 1
        and parties[line.pk] not in known
        and all(line.amount_fen <= cap for cap in caps)
    ]
    matters, level = _matters(plain), level_of(run, at)
    return [(line, line_award(run, line, matters[line.pk], level=level)) for line in plain]


def _matters(lines: Sequence[InterestLine]) -> Mapping[int, str]:
    """Line → the first loan of the same firm and origin."""
    found = loans_of_matters([line.loan for line in lines])
    return {line.pk: matter_of(found[matter_key(line.loan)]) for line in lines}


def award_together(
    run: InterestRun, lines: Sequence[InterestLine], *, actor: Actor, at: datetime
) -> Collection[int]:
    """Award the plain ones of the lines as `award_subsidy` would, or none; the keys of those.

    None where a budget is shared out later or has not enough for all, or where somebody awarded
    one of the parties something meanwhile: whoever asks then awards line by line.
    """
    try:
        planned = plain_awards(run, lines, at)
        if not planned or waits_in(budget_of(planned[0][1])):
            return ()
        _awarded(planned, run, actor=actor, at=at)
    except (Fault, IntegrityError):
        return ()
    return {line.pk for line, _award in planned}


@retried
def _awarded(planned: Sequence[Planned], run: InterestRun, *, actor: Actor, at: datetime) -> None:
    parties = [party_of(line.loan.enterprise) for line, _award in planned]
    family = family_of(planned[0][1], localdate(at))  # before the transaction: it may read packs
    with transaction.atomic():
        _take_turns(parties)
        _require_new(parties)
        own = _entitled(planned, parties, family)
        made = [
            drafted_subsidy(award, held, stacked(award, None, ()), actor=actor, at=at)
            for (_line, award), held in zip(planned, own, strict=True)
        ]
        _write(made, planned, run, at)
        reservations = [reservation_of(each, run.budget) for each in made]
        reserve_all(reservations=reservations, actor=actor, at=at)
        note_subsidies([(each, award_facts(each)) for each in made], "awarded", actor=actor, at=at)
        tell_firms([(each, {}) for each in made], "subsidy.awarded", at=at)


def _take_turns(parties: Sequence[str]) -> None:
    """Write the rows all awards of a party share, in one order; the next one waits for our end."""
    rows = [Claimant(party=party) for party in sorted(parties)]
    Claimant.objects.bulk_create(rows, ignore_conflicts=True)
    Claimant.objects.filter(party__in=parties).update(moves=F("moves") + 1)


def _require_new(parties: Sequence[str]) -> None:
    """Raises SubsidyMoved where somebody awarded one of them something before we came."""
    if Entitlement.objects.filter(party__in=parties).exists():
        raise SubsidyMoved(no="-", state="-")


def _entitled(
    planned: Sequence[Planned], parties: Sequence[str], family: Family
) -> list[Entitlement]:
    """One for each line, all of it promised at once, with its months."""
    made = Entitlement.objects.bulk_create(
        Entitlement(
            family=family.key, party=party, matter=award.matter, moves=1,
            first_month=award.first_month, last_month=award.last_month,
            entitled_fen=award.amount_fen, committed_fen=award.amount_fen,
        )
        for (_line, award), party in zip(planned, parties, strict=True)
    )  # fmt: skip
    EntitledMonth.objects.bulk_create(
        EntitledMonth(
            entitlement=held, family=held.family, party=held.party, matter=matter, month=month
        )
        for (_line, award), held in zip(planned, made, strict=True)
        for matter in matters_of(award, family)
        for month in award.months
    )
    return made


def _write(
    made: Sequence[Subsidy], planned: Sequence[Planned], run: InterestRun, at: datetime
) -> None:
    """The rows with their numbers, and on each line what it became."""
    lines = [line for line, _award in planned]
    for subsidy, line in zip(made, lines, strict=True):
        subsidy.budget, subsidy.loan = run.budget, line.loan
        subsidy.enterprise = line.loan.enterprise
    Subsidy.objects.bulk_create(made)
    for subsidy, line in zip(made, lines, strict=True):
        subsidy.no, line.subsidy = number_of(subsidy, at), subsidy
    Subsidy.objects.bulk_update(made, ["no"])
    waiting = InterestLine.objects.filter(pk__in=[line.pk for line in lines])
    kept = waiting.filter(state=InterestLine.State.KEPT)
    if kept.update(state=InterestLine.State.AWARDED) != len(lines):
        raise SubsidyMoved(no="-", state="-")
    InterestLine.objects.bulk_update(lines, ["subsidy"])


def level_of(run: InterestRun, at: datetime) -> str:
    """The level of government whose clause pays."""
    card = clauses_on(localdate(at)).get(run.clause)
    return card.clause.benefit.level if card is not None else ""


def line_award(
    run: InterestRun, line: InterestLine, matter: str, *, level: str, tops_up: str = ""
) -> SubsidyAward:
    """The line as a decision about its matter."""
    period = Period(run.from_on, run.to_on)
    return SubsidyAward(
        reference=f"interest_run:{run.no}.{line.no}",
        origin=f"interest_run:{run.no}",
        programme=run.programme,
        clause=run.clause,
        enterprise_id=line.loan.enterprise_id,
        matter=matter,
        first_month=period.first_month,
        last_month=period.last_month,
        amount_fen=line.amount_fen,
        form=Form.CASH,
        budget=run.budget.code,
        stack_rule=HIGHEST,
        loan_no=line.loan.no,
        calculation=calculation_of(line.calculation),
        family=FAMILY,
        level=level,
        tops_up=tops_up,
    )
