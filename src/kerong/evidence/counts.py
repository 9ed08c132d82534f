"""Facts counted from records, by status and validity on the day.

For each kind the best-ranked source that has said anything about the firm speaks alone: a list
handed in by the firm adds nothing to a registry's. A kind nobody has spoken of is unknown, a kind
stated as `none` counts nought.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from kerong.evidence.observation_kinds import months_before
from kerong.evidence.record_kinds import NONE, CountRule, count_rules
from kerong.evidence.said import UNKNOWN_RANK, Filed, Origin, grouped
from kerong.rules.values import Value

_HOLDING = frozenset({"valid", "pledged"})


def counted_facts(
    records: list[Filed], *, as_of: date, ranks: Mapping[str, int]
) -> dict[str, tuple[Value, Origin]]:
    """Fact code → value and origin, for every rule whose kinds somebody has spoken of."""
    spoken = {kind: _speaking(rows, ranks) for kind, rows in grouped(records).items()}
    found: dict[str, tuple[Value, Origin]] = {}
    for rule in count_rules():
        rows = [row for kind in rule.kinds for row in spoken.get(kind, ())]
        if not rows:
            continue
        value = _RULES[rule.rule]([row for row in rows if row.status != NONE], as_of, rule)
        if value is not None:
            found[rule.fact] = (value, _origin(rows, as_of, ranks))
    return found


def _speaking(rows: list[Filed], ranks: Mapping[str, int]) -> list[Filed]:
    """The newest row of each number from the best source; a newer `none` wipes the list."""
    best = min(_rank(row, ranks) for row in rows)
    latest: dict[str, Filed] = {}
    for row in rows:
        if _rank(row, ranks) != best:
            continue
        held = latest.get(row.number)
        if held is None or _newer(row, held):
            latest[row.number] = row
    nothing = latest.get("")
    if nothing is None:
        return list(latest.values())
    return [row for row in latest.values() if row is nothing or _newer(row, nothing)]


def _rank(row: Filed, ranks: Mapping[str, int]) -> int:
    return ranks.get(row.source, UNKNOWN_RANK)


def _newer(row: Filed, held: Filed) -> bool:
    return (row.observed_on, row.turn) > (held.observed_on, held.turn)


def _valid(row: Filed, day: date) -> bool:
    begun = row.valid_from is None or row.valid_from <= day
    return row.status in _HOLDING and begun and (row.valid_to is None or row.valid_to >= day)


def _within(moment: date | None, day: date, months: int) -> bool:
    return moment is not None and months_before(day, months) < moment <= day


def _count_valid(rows: list[Filed], day: date, rule: CountRule) -> Value:
    return sum(_valid(row, day) for row in rows)


def _count_pledged(rows: list[Filed], day: date, rule: CountRule) -> Value:
    return sum(row.status == "pledged" and _valid(row, day) for row in rows)


def _count_pending(rows: list[Filed], day: date, rule: CountRule) -> Value:
    return sum(row.status == "pending" and (row.filed_on or day) <= day for row in rows)


def _count_filed(rows: list[Filed], day: date, rule: CountRule) -> Value:
    return sum(_within(row.filed_on, day, rule.months) for row in rows)


def _count_started(rows: list[Filed], day: date, rule: CountRule) -> Value:
    return sum(_within(row.valid_from, day, rule.months) for row in rows)


def _holds(rows: list[Filed], day: date, rule: CountRule) -> Value:
    return any(_valid(row, day) for row in rows)


def _last_day(rows: list[Filed], day: date, rule: CountRule) -> Value | None:
    return max((row.valid_to for row in rows if row.valid_to), default=None)


def _origin(rows: Iterable[Filed], as_of: date, ranks: Mapping[str, int]) -> Origin:
    newest = max(rows, key=lambda row: (-_rank(row, ranks), row.observed_on, row.turn))
    return Origin(newest.source, newest.observed_on, as_of.isoformat(), counted=True)


_RULES: dict[str, Callable[[list[Filed], date, CountRule], Value | None]] = {
    "valid": _count_valid,
    "pledged": _count_pledged,
    "pending": _count_pending,
    "filed": _count_filed,
    "started": _count_started,
    "holds": _holds,
    "last_day": _last_day,
}
