"""Entries and exits of firms: each pool's rule over all of them, spells begun and ended."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from typing import NamedTuple

from django.db.models import QuerySet

from kerong.cultivation.models import Membership, Pool, PoolRule
from kerong.cultivation.pool_text import PoolText, read_pool
from kerong.notices.tell import tell
from kerong.population.assessors import BlockJudged, FirmJudged, Write
from kerong.population.readings import Named
from kerong.reference.rules_tables import reference_tables
from kerong.rules.engine_1 import Plan, Result, compile_rules
from kerong.rules.engine_1.columns import Columns, ColumnsPlan, compile_columns
from kerong.rules.listings import listing_arguments
from kerong.rules.offering import OfferingRules
from kerong.rules.reference import ReferenceTables

MEETS, FAILS = "meets", "fails"
MOST_REASON = 300
ROWS_A_POOL = 2  # a spell and the notice of it
_NAMES = {1: MEETS, 0: FAILS, -1: "unknown"}


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines of a pool ready to be asked: of all firms at once, and of one for its reasons."""

    plan: Plan
    columns: ColumnsPlan

    def outcomes(self, block: Columns) -> list[str]:
        return [_NAMES[each] for each in self.columns.run(block).outcomes[0].tolist()]

    def reason(self, firm: FirmJudged, outcome: str) -> str:
        return _lines(self.plan.run(firm.facts, self.columns.on)[0], outcome)


class Held(NamedTuple):
    """A pool ready to be asked: its rule parsed, the lines of entry and those of staying."""

    pool: Pool
    rule: PoolRule
    text: PoolText
    enter: Lines | None
    stay: Lines | None


@dataclass
class _Found:
    """Spells begun and ended, by firm."""

    begun: dict[int, list[Membership]] = field(default_factory=lambda: defaultdict(list))
    ended: dict[int, list[Membership]] = field(default_factory=lambda: defaultdict(list))


def rows_a_firm(at: datetime) -> int:
    """How many rows at most a run asked for at this moment writes of one firm."""
    return ROWS_A_POOL * _open_at(at).count()


def _open_at(at: datetime) -> QuerySet[Pool]:
    """A rule set after the run was asked for waits for the next run."""
    return Pool.objects.filter(closed_at=None, rule__set_at__lte=at)


def assess_block(block: BlockJudged) -> Write:
    """Three queries now whatever the firms; a firm is told once when its spell begins."""
    pools = _open_at(block.run.facts_at)
    rules = list(pools.select_related("rule").order_by("code"))
    if not rules:
        return _nothing
    tables = reference_tables()
    held = [_held(pool, block.on, tables) for pool in rules]
    firms = [each.enterprise.pk for each in block.firms]
    rows = Membership.objects.filter(pool__in=pools, enterprise__in=firms, left_on=None)
    members = {(row.pool_id, row.enterprise_id): row for row in rows}
    found = _Found()
    for each in held:
        enter, stay = _outcomes(each, each.enter, block), _outcomes(each, each.stay, block)
        for at, firm in enumerate(block.firms):
            member = members.get((each.pool.pk, firm.enterprise.pk))
            if member is None and enter[at] == MEETS:
                _begin(found, each, firm, block)
            elif member is not None and stay[at] == FAILS and member.entered_on <= block.on:
                _end(found, each, firm, member, block)
    return lambda firms: _write(found, block, firms)


def _nothing(firms: Collection[int]) -> None:
    """No pool is open."""


def _held(pool: Pool, on: date, tables: ReferenceTables) -> Held:
    assert pool.rule is not None
    text = read_pool(pool.rule.body)
    enter, stay = (
        None if rules is None else _laid(Named(text.digest + part, rules), on, tables)
        for part, rules in (("enter", text.enter), ("stay", text.stay))
    )
    return Held(pool, pool.rule, text, enter, stay)


@lru_cache(maxsize=128)
def _laid(named: Named, on: date, tables: ReferenceTables) -> Lines:
    """Laid out once a process, text and day."""
    rules: OfferingRules = named.rules
    only = listing_arguments(rules, rules.key, {})
    plan = compile_rules([rules]).plan([only], {}, tables)
    return Lines(plan, compile_columns(plan, on))


def _outcomes(held: Held, lines: Lines | None, block: BlockJudged) -> list[str]:
    if lines is not None:
        return lines.outcomes(block.columns)
    return [_class(held, firm)[0] for firm in block.firms]


def _begin(found: _Found, held: Held, firm: FirmJudged, block: BlockJudged) -> None:
    found.begun[firm.enterprise.pk].append(
        Membership(
            pool=held.pool,
            enterprise=firm.enterprise,
            entered_on=block.on,
            entered_by=held.rule,
            entered_in=block.run,
            entry_reason=_reason(held, held.enter, firm, MEETS),
        )
    )


def _end(
    found: _Found, held: Held, firm: FirmJudged, member: Membership, block: BlockJudged
) -> None:
    member.left_on, member.left_by, member.left_in = block.on, held.rule, block.run
    member.exit_reason = _reason(held, held.stay, firm, FAILS)
    found.ended[firm.enterprise.pk].append(member)


def _reason(held: Held, lines: Lines | None, firm: FirmJudged, outcome: str) -> str:
    if lines is not None:
        return lines.reason(firm, outcome)[:MOST_REASON]
    return f"class {held.text.entry_class} {_class(held, firm)[1]}".strip()[:MOST_REASON]


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


def _write(found: _Found, block: BlockJudged, firms: Collection[int]) -> None:
    said = ["left_on", "left_by", "left_in", "exit_reason"]
    Membership.objects.bulk_update(_rows(found.ended, firms), said, batch_size=100)
    begun = _rows(found.begun, firms)
    Membership.objects.bulk_create(begun, batch_size=200)
    told: dict[Pool, list[Membership]] = defaultdict(list)
    for row in begun:
        if row.pool.tells_firms:
            told[row.pool].append(row)
    for pool, rows in told.items():
        tell(
            to=[row.enterprise.reference for row in rows],
            kind="pool.entered",
            facts={
                "pool": pool.title_zh,
                "pool_en": pool.title_en,
                "on": block.on.isoformat(),
            },
            subject=pool.reference,
            at=block.at,
            link="/standing/",
        )


def _rows(found: Mapping[int, list[Membership]], firms: Collection[int]) -> list[Membership]:
    return [row for firm in firms for row in found.get(firm, ())]
