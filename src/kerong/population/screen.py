"""Pre-approved limits of a block: which firms meet a screened product, since and until when."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from kerong.catalogue.plans import HeldPlan, plan_for
from kerong.evidence.models.consent import mask_of
from kerong.evidence.reads_of_facts import needed
from kerong.kernel.money import Money
from kerong.notices.tell import tell
from kerong.population.assessors import BlockJudged, FirmJudged, Write
from kerong.population.models import PreApproval, Screening
from kerong.rules.engine_1 import Plan, Result

MEETS = "meets"


@dataclass
class _Found:
    """What a block changes: spells confirmed, begun and ended, and what its firms are told."""

    block: BlockJudged
    confirmed: list[PreApproval] = field(default_factory=list)
    begun: list[PreApproval] = field(default_factory=list)
    ended: list[int] = field(default_factory=list)


def screen_block(block: BlockJudged) -> Write:
    """Two queries now whatever the firms; a firm is told once when a spell begins."""
    screenings = list(
        Screening.objects.filter(ended_at=None, opened_at__lte=block.run.facts_at)
        .select_related("listing", "institution")
        .order_by("pk")
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
    for screening in screenings:
        plan = plans.get(screening.pk)
        for firm in block.firms:
            row = held.get((screening.pk, firm.enterprise.pk))
            result = plan.run(firm.facts, block.on)[0] if plan else None
            _turn(found, screening, firm, row, result)
    masks = {each.pk: _needed(plans[each.pk], block) for each in screenings if each.pk in plans}
    return lambda: _write(found, masks)


def _nothing() -> None:
    """No product is screened."""


def _plans(screenings: Sequence[Screening], held: HeldPlan) -> dict[int, Plan]:
    """A plan of the one product each, for those still on the shelf on the day."""
    codes = {each.listing.code: each.pk for each in screenings}
    return {
        codes[card.code]: held.plan.alone(card.code) for card in held.cards if card.code in codes
    }


def _needed(plan: Plan, block: BlockJudged) -> int:
    """Categories of every fact the product reads: a limit could tell any of them."""
    reads = plan.run({}, block.on)[0].reads
    return mask_of(frozenset().union(*(needed(code) for code in reads)))


def _turn(
    found: _Found,
    screening: Screening,
    firm: FirmJudged,
    row: PreApproval | None,
    result: Result | None,
) -> None:
    block = found.block
    fits = result is not None and result.outcome == MEETS
    if not fits:
        found.ended += [row.pk] if row else []
        return
    assert result is not None
    if row is None:
        row = PreApproval(screening=screening, enterprise=firm.enterprise, from_on=block.on)
        found.begun.append(row)
    else:
        found.confirmed.append(row)
    row.limit_fen, row.rate_ppm = result.limit_fen, result.rate_ppm
    row.term_months, row.held_on, row.run = result.term_months, block.on, block.run
    row.expires_on = block.on + timedelta(days=screening.valid_days)


def _write(found: _Found, masks: dict[int, int]) -> None:
    rows, block = PreApproval.objects, found.block
    rows.filter(pk__in=found.ended).update(until_on=block.on, end=PreApproval.End.UNFIT)
    said = ["limit_fen", "rate_ppm", "term_months", "held_on", "expires_on", "run"]
    rows.bulk_update(found.confirmed, said, batch_size=200)
    rows.bulk_create(found.begun, batch_size=200)
    for pk, mask in masks.items():
        Screening.objects.filter(pk=pk).exclude(needed_mask=mask).update(needed_mask=mask)
    for row in found.begun:
        _tell(row, block)


def _tell(row: PreApproval, block: BlockJudged) -> None:
    """Only the firm hears of it; the institution sees what a consent opens."""
    tell(
        to=row.enterprise.reference,
        kind="population.qualifies",
        facts={
            "product": row.screening.listing.name,
            "institution": str(row.screening.institution),
            "limit": limit_text(row.limit_fen),
        },
        subject=row.screening.reference,
        at=block.at,
        link="/preapprovals/",
    )


def limit_text(limit_fen: int | None) -> str:
    return "—" if limit_fen is None else Money(limit_fen).yuan_text()
