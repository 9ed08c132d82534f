"""Pre-approved limits of firms: who meets a screened product, since and until when."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache

from django.db.models import QuerySet

from kerong.catalogue.plans import HeldPlan, plan_for
from kerong.evidence.models.consent import mask_of
from kerong.evidence.reads_of_facts import needed_computed
from kerong.kernel.money import Money
from kerong.notices.tell import tell
from kerong.population.assessors import BlockJudged, Write
from kerong.population.models import PreApproval, Screening
from kerong.population.product_readings import unverified_products
from kerong.rules.engine_1 import Plan
from kerong.rules.engine_1.columns import MEETS, compile_columns

ROWS_A_SCREENING = 2  # a spell and the notice of it


@dataclass(frozen=True, slots=True)
class Terms:
    """What the product gives a firm that meets it; None is not published or unknown."""

    limit_fen: int | None
    rate_ppm: int | None
    term_months: int | None


@dataclass
class _Found:
    """What a run changes, by firm: spells confirmed, begun and ended."""

    block: BlockJudged
    confirmed: dict[int, list[PreApproval]] = field(default_factory=lambda: defaultdict(list))
    begun: dict[int, list[PreApproval]] = field(default_factory=lambda: defaultdict(list))
    ended: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))


def rows_a_firm(at: datetime) -> int:
    return ROWS_A_SCREENING * _open_at(at).count()


def _open_at(at: datetime) -> QuerySet[Screening]:
    return Screening.objects.filter(ended_at=None, opened_at__lte=at)


def screen_block(block: BlockJudged) -> Write:
    """Two queries now whatever the firms; a firm is told once when a spell begins."""
    screenings = list(
        _open_at(block.run.facts_at).select_related("listing", "institution").order_by("pk")
    )
    if not screenings:
        return _nothing
    plans = _plans(screenings, plan_for(block.on))
    firms = [each.enterprise.pk for each in block.firms]
    open_rows = PreApproval.objects.filter(
        screening__in=screenings, enterprise__in=firms, until_on=None
    )
    held = {(row.screening_id, row.enterprise_id): row for row in open_rows}
    found = _Found(block)
    doubtful = unverified_products({each.listing.code for each in screenings}, block.on)
    for screening in screenings:
        plan = plans.get(screening.pk)
        terms = {} if plan is None else _terms(plan, block)
        for at, firm in enumerate(block.firms):
            row = held.get((screening.pk, firm.enterprise.pk))
            made = _turn(found, screening, firm.enterprise.pk, row, terms.get(at))
            if made is not None:
                made.verified = screening.listing.code not in doubtful
    masks = _masks(plans, block)
    return lambda firms: _write(found, masks, firms)


def _nothing(firms: Collection[int]) -> None:
    """No product is screened."""


def _plans(screenings: Sequence[Screening], held: HeldPlan) -> dict[int, Plan]:
    """A plan of the one product each, for those still on the shelf on the day."""
    codes = {each.listing.code: each.pk for each in screenings}
    return {
        codes[card.code]: held.plan.alone(card.code) for card in held.cards if card.code in codes
    }


def _terms(plan: Plan, block: BlockJudged) -> dict[int, Terms]:
    """What the product gives, by place of the firm in the block, for those that meet it."""
    results = compile_columns(plan, block.on).run(block.columns)
    amounts = (results.limit_fen(0), results.rate_ppm(0), results.term_months(0))
    told = [[None] * results.rows if each is None else each.told(results.rows) for each in amounts]
    rows = (results.outcomes[0] == MEETS).nonzero()[0].tolist()
    return {row: Terms(*(each[row] for each in told)) for row in rows}


def _masks(plans: Mapping[int, Plan], block: BlockJudged) -> dict[int, int]:
    """By screening, the categories of every fact the product reads: a limit could tell any of them.

    Of a fact that scorecards compute, also all that any published card reads for it, wherever the
    firm is: the limit rests on the card of the firm's own place.
    """
    of_fact = cache(needed_computed)  # one look at the catalogue a fact, however many products
    reads = {key: plan.run({}, block.on)[0].reads for key, plan in plans.items()}
    return {
        key: mask_of(frozenset[int]().union(*map(of_fact, codes))) for key, codes in reads.items()
    }


def _turn(
    found: _Found, screening: Screening, firm: int, row: PreApproval | None, terms: Terms | None
) -> PreApproval | None:
    """The spell that begins or goes on; None where the firm does not meet the product."""
    block = found.block
    if terms is None:
        found.ended[firm] += [row.pk] if row else []
        return None
    if row is None:
        row = PreApproval(screening=screening, enterprise_id=firm, from_on=block.on)
        found.begun[firm].append(row)
    else:
        found.confirmed[firm].append(row)
    row.limit_fen, row.rate_ppm = terms.limit_fen, terms.rate_ppm
    row.term_months, row.held_on, row.run = terms.term_months, block.on, block.run
    row.expires_on = block.on + timedelta(days=screening.valid_days)
    return row


def _write(found: _Found, masks: Mapping[int, int], firms: Collection[int]) -> None:
    """A screening or a spell that was ended meanwhile stays ended."""
    rows, block = PreApproval.objects, found.block
    ended = [pk for firm in firms for pk in found.ended.get(firm, ())]
    if ended:
        over = rows.filter(pk__in=ended, until_on=None)
        over.update(until_on=block.on, end=PreApproval.End.UNFIT)
    said = ["limit_fen", "rate_ppm", "term_months", "verified", "held_on", "expires_on", "run"]
    rows.bulk_update(_rows(found.confirmed, firms), said, batch_size=100)
    begun = list(_still_open(_rows(found.begun, firms)))
    rows.bulk_create(begun, batch_size=200)
    for pk, mask in masks.items():
        Screening.objects.filter(pk=pk).exclude(needed_mask=mask).update(needed_mask=mask)
    names = {each.enterprise.pk: each.enterprise.reference for each in block.firms}
    for row in begun:
        _tell(row, names[row.enterprise_id], block.at)


def _rows(found: Mapping[int, list[PreApproval]], firms: Collection[int]) -> list[PreApproval]:
    return [row for firm in firms for row in found.get(firm, ())]


def _still_open(rows: Sequence[PreApproval]) -> Iterator[PreApproval]:
    if not rows:
        return
    asked = {row.screening_id for row in rows}
    open_ = Screening.objects.filter(pk__in=asked, ended_at=None).values_list("pk", flat=True)
    keys = set(open_)
    yield from (row for row in rows if row.screening_id in keys)


def _tell(row: PreApproval, firm: str, at: datetime) -> None:
    """Only the firm hears of it; the institution sees what a consent opens."""
    tell(
        to=firm,
        kind="population.qualifies",
        facts={
            "product": row.screening.listing.name,
            "institution": str(row.screening.institution),
            "limit": limit_text(row.limit_fen),
        },
        subject=row.screening.reference,
        at=at,
        link="/preapprovals/",
    )


def limit_text(limit_fen: int | None) -> str:
    return "—" if limit_fen is None else Money(limit_fen).yuan_text()
