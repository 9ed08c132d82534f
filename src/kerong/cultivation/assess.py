"""Entries and exits of a block: each pool's rule over each firm, spells begun and ended."""

from dataclasses import dataclass, field
from typing import NamedTuple

from kerong.cultivation.models import Membership, Pool, PoolRule
from kerong.cultivation.pool_text import PoolText, read_pool
from kerong.notices.tell import tell
from kerong.population.assessors import BlockJudged, FirmJudged, Write
from kerong.reference.rules_tables import reference_tables
from kerong.rules.engine_1 import Plan, Result, compile_rules
from kerong.rules.listings import listing_arguments
from kerong.rules.offering import OfferingRules

MEETS, FAILS = "meets", "fails"
MOST_REASON = 300


class Held(NamedTuple):
    """A pool ready to be asked: its rule parsed, the plan of entry and that of staying."""

    pool: Pool
    rule: PoolRule
    text: PoolText
    enter: Plan | None
    stay: Plan | None


@dataclass
class _Found:
    begun: list[Membership] = field(default_factory=list)
    ended: list[Membership] = field(default_factory=list)


def assess_block(block: BlockJudged) -> Write:
    """Two queries now whatever the firms; a firm is told once when its spell begins.

    A rule set after the run was asked for waits for the next run.
    """
    pools = Pool.objects.filter(closed_at=None, rule__set_at__lte=block.run.facts_at)
    held = [_held(pool) for pool in pools.select_related("rule").order_by("code")]
    if not held:
        return _nothing
    firms = [each.enterprise.pk for each in block.firms]
    rows = Membership.objects.filter(pool__in=pools, enterprise__in=firms, left_on=None)
    members = {(row.pool_id, row.enterprise_id): row for row in rows}
    found = _Found()
    for each in held:
        for firm in block.firms:
            member = members.get((each.pool.pk, firm.enterprise.pk))
            _turn(found, each, firm, member, block)
    return lambda: _write(found, block)


def _nothing() -> None:
    """No pool is open."""


def _held(pool: Pool) -> Held:
    assert pool.rule is not None
    text = read_pool(pool.rule.body)
    return Held(pool, pool.rule, text, _plan(text.enter), _plan(text.stay))


def _plan(rules: OfferingRules | None) -> Plan | None:
    if rules is None:
        return None
    only = listing_arguments(rules, rules.key, {})
    return compile_rules([rules]).plan([only], {}, reference_tables())


def _turn(
    found: _Found, held: Held, firm: FirmJudged, member: Membership | None, block: BlockJudged
) -> None:
    if member is None:
        met, reason = _entry(held, firm, block)
        if met:
            found.begun.append(
                Membership(
                    pool=held.pool,
                    enterprise=firm.enterprise,
                    entered_on=block.on,
                    entered_by=held.rule,
                    entered_in=block.run,
                    entry_reason=reason[:MOST_REASON],
                )
            )
        return
    failed, reason = _exit(held, firm, block)
    if failed and member.entered_on <= block.on:
        member.left_on, member.left_by, member.left_in = block.on, held.rule, block.run
        member.exit_reason = reason[:MOST_REASON]
        found.ended.append(member)


def _entry(held: Held, firm: FirmJudged, block: BlockJudged) -> tuple[bool, str]:
    if held.enter is None:
        outcome, route = _class(held, firm)
        return outcome == MEETS, f"class {held.text.entry_class} {route}".strip()
    result = held.enter.run(firm.facts, block.on)[0]
    return result.outcome == MEETS, _lines(result, MEETS)


def _exit(held: Held, firm: FirmJudged, block: BlockJudged) -> tuple[bool, str]:
    if held.stay is None:
        outcome, route = _class(held, firm)
        return outcome == FAILS, f"class {held.text.entry_class} {route}".strip()
    result = held.stay.run(firm.facts, block.on)[0]
    return result.outcome == FAILS, _lines(result, FAILS)


def _class(held: Held, firm: FirmJudged) -> tuple[str, str]:
    for answer in firm.answer.classes:
        if answer.test == held.text.entry_class:
            return answer.outcome, answer.route
    return "unknown", ""


def _lines(result: Result, outcome: str) -> str:
    """The route and the lines that decided, by fact; no values."""
    route = result.route or ""
    facts = [line.fact for line in result.lines if line.outcome == outcome and line.route == route]
    return " ".join(filter(None, [route, *dict.fromkeys(facts)]))


def _write(found: _Found, block: BlockJudged) -> None:
    said = ["left_on", "left_by", "left_in", "exit_reason"]
    Membership.objects.bulk_update(found.ended, said, batch_size=200)
    Membership.objects.bulk_create(found.begun, batch_size=200)
    for row in found.begun:
        if row.pool.tells_firms:
            tell(
                to=row.enterprise.reference,
                kind="pool.entered",
                facts={
                    "pool": row.pool.title_zh,
                    "pool_en": row.pool.title_en,
                    "on": row.entered_on.isoformat(),
                },
                subject=row.pool.reference,
                at=block.at,
                link="/standing/",
            )
