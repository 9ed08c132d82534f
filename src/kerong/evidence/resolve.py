"""From everything said of a firm to one value a fact: which period counts, and who is believed.

Annual facts are read from one anchor year; what is absent for it stays unknown. Windows of months
must end within the last year. What somebody observed wins over what the platform computed. Among
what is left the better-ranked source wins, then the later period, then the later day of
observation, then what became visible last. A computed value that was taken back later is unknown.
"""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from kerong.evidence.said import (
    UNKNOWN_RANK,
    WITHDRAWN,
    Origin,
    Other,
    Said,
    period_text,
    value_of,
)
from kerong.rules.periods import years_before
from kerong.rules.values import Value
from kerong.rules.vocabulary import Fact, vocabulary

# The statement a year is known by; both together when a firm has ever shown both.
ANCHORS = ("operating_revenue", "total_assets")
_NEAR = timedelta(days=31)  # "the same time a year before" for month ends of unequal months


def anchor_year_of(by_code: Mapping[str, list[Said]]) -> int | None:
    """The latest year for which the anchor observations the firm ever showed exist together.

    Without such a year the latest with any anchor, else the latest with any annual figure.
    """
    shown = [{said.end.year for said in by_code[code]} for code in ANCHORS if code in by_code]
    if shown:
        return max(set.intersection(*shown) or set.union(*shown))
    annual = {fact.observation for fact in vocabulary() if fact.period.annual}
    return max((said.end.year for code in annual for said in by_code.get(code, ())), default=None)


def chosen(
    by_code: Mapping[str, list[Said]], *, as_of: date, ranks: Mapping[str, int]
) -> tuple[dict[str, Said], int | None]:
    """Fact code → the observation that is believed, and the anchor year."""
    anchor = anchor_year_of(by_code)
    found: dict[str, Said] = {}
    for fact in vocabulary():
        rows = by_code.get(fact.observation or fact.code)
        best = _best(_candidates(fact, rows, as_of, anchor, ranks), ranks) if rows else None
        if best is not None and best.value != WITHDRAWN:
            found[fact.code] = best
    return found, anchor


def _candidates(
    fact: Fact, rows: list[Said], as_of: date, anchor: int | None, ranks: Mapping[str, int]
) -> Iterable[Said]:
    kind = fact.period.kind
    if kind == "year":
        last = date(anchor - fact.period.back, 12, 31) if anchor else None
        return (said for said in rows if said.end == last)
    if kind in ("months", "years"):
        fresh = years_before(as_of, 1)
        rows = [said for said in rows if said.end > fresh] if not fact.period.back else rows
    if not fact.period.back:
        return rows
    # A step back is taken from the value in use now, so that the two are a year apart.
    fresh = years_before(as_of, 1)
    current = rows if kind == "point" else [said for said in rows if said.end > fresh]
    present = _best(current, ranks)
    if present is None:
        return ()
    target = years_before(present.end, fact.period.back)
    return (said for said in rows if abs(said.end - target) <= _NEAR)


def _best(rows: Iterable[Said], ranks: Mapping[str, int]) -> Said | None:
    return max(rows, key=lambda said: _weight(said, ranks), default=None)


def _weight(said: Said, ranks: Mapping[str, int]) -> tuple[bool, int, date, date, int]:
    rank = ranks.get(said.source, UNKNOWN_RANK)
    return not said.computed, -rank, said.end, said.observed_on, said.turn


def outranks(counted: Origin, said: Said, ranks: Mapping[str, int]) -> bool:
    """Whether a count from records is believed over a stated number; ties go to the count."""
    return ranks.get(counted.source, UNKNOWN_RANK) <= ranks.get(said.source, UNKNOWN_RANK)


def origin_of(said: Said) -> Origin:
    return Origin(
        source=said.source,
        observed_on=said.observed_on,
        period=period_text(said.start, said.end),
        citation=said.citation,
        computed=said.computed,
    )


def other_voices(
    fact: Fact, rows: Iterable[Said], believed: Said | None, ranks: Mapping[str, int]
) -> tuple[Other, ...]:
    """One line for each other source about the same period, better-ranked first."""
    latest: dict[str, Said] = {}
    for said in rows:
        if believed is not None and said.end != believed.end and not _is_point(fact):
            continue
        if believed is not None and said.source == believed.source:
            continue
        held = latest.get(said.source)
        if held is None or _weight(said, ranks) > _weight(held, ranks):
            latest[said.source] = said
    heard = [said for said in latest.values() if said.value != WITHDRAWN]
    ordered = sorted(heard, key=lambda said: _weight(said, ranks), reverse=True)
    return tuple(Other(_memory(fact, said), origin_of(said)) for said in ordered)


def _is_point(fact: Fact) -> bool:
    return fact.period.kind in ("point", "derived")


def _memory(fact: Fact, said: Said) -> Value:
    return value_of(fact.type, said.value)
