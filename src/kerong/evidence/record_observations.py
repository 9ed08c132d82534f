"""Recording observations that come from a program: an adapter, a computation, sample data."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from kerong.evidence import access
from kerong.evidence.apply_import import switch_on
from kerong.evidence.errors import RowsRefused
from kerong.evidence.imports.check_observations import NewObservation
from kerong.evidence.imports.staging import Upload, changed_rows, stage
from kerong.evidence.models import ImportBatch
from kerong.evidence.observation_kinds import observation_kinds
from kerong.evidence.said import WITHDRAWN, text_of
from kerong.evidence.sources import sources
from kerong.kernel.actor import Actor
from kerong.kernel.canonical import digest
from kerong.rules.values import Value
from kerong.rules.vocabulary import DATE, RATIO, Fact


@dataclass(frozen=True, slots=True)
class Statement:
    """One value in memory form, for the period of its observation that ends on `period_end`.

    None takes back what was computed before: unknown from then on.
    """

    enterprise_id: int
    code: str
    period_end: date
    value: Value | None
    source: str
    observed_on: date
    citation: str = ""


def record_observations(
    *,
    actor: Actor,
    name: str,
    statements: Sequence[Statement],
    computed: bool = False,
    at: datetime,
) -> ImportBatch | None:
    """The batch that is in force now, None when nothing was news; staged and switched like a file.

    `computed` marks what the platform worked out itself; only that can be taken back. Raises
    RowsRefused for an unknown observation or source, a value out of bounds or a period that does
    not fit.
    """
    access.RECORD.require(actor)
    rows = [_row(place, said, computed) for place, said in enumerate(statements, 1)]
    _require_all(statements, rows)
    made = [row for row in rows if row is not None]
    kind = ImportBatch.Kind.OBSERVATIONS
    news = changed_rows(kind, made)
    if not news:
        return None
    upload = Upload(
        kind=kind,
        name=name,
        digest=_digest(made),
        enterprise_id=None,
        imported_by_id=actor.person_id,
        computed=computed,
    )
    batch = stage(upload, news, total=len(made), at=at)
    return switch_on(batch, actor=actor, at=at)


def _row(place: int, said: Statement, computed: bool) -> NewObservation | None:
    kind = observation_kinds().get(said.code)
    if kind is None or said.source not in sources():
        return None
    value = said.value
    if not computed if value is None else not _inside(kind.fact, value):
        return None
    start, end = kind.period_ending(said.period_end)
    if end != said.period_end or said.observed_on < end:
        return None
    return NewObservation(
        row_no=place,
        enterprise_id=said.enterprise_id,
        code=said.code,
        period_start=start,
        period_end=end,
        value=WITHDRAWN if value is None else text_of(kind.fact.type, value),
        source=said.source,
        citation=said.citation,
        observed_on=said.observed_on,
    )


def _inside(fact: Fact, value: Value) -> bool:
    if fact.choices and value not in fact.choices:
        return False
    if fact.least is None or fact.most is None:
        return True
    if fact.type == DATE:
        return isinstance(value, date) and fact.least <= value.toordinal() <= fact.most
    measured = int(text_of(fact.type, value)) if fact.type == RATIO else value
    return isinstance(measured, int) and fact.least <= measured <= fact.most


def _require_all(statements: Sequence[Statement], rows: Sequence[NewObservation | None]) -> None:
    bad = [said for said, row in zip(statements, rows, strict=True) if row is None]
    if bad:
        raise RowsRefused(count=len(bad), first=f"{bad[0].code} {bad[0].period_end}")
    keys = {row.key for row in rows if row is not None}
    if len(keys) != len(rows):
        raise RowsRefused(count=len(rows) - len(keys), first="重复 repeated")


def _digest(rows: Sequence[NewObservation]) -> str:
    """Names the content, so that the same statements after a crash continue the same batch."""
    days = [[row.period_end.isoformat(), row.observed_on.isoformat()] for row in rows]
    said = [[row.enterprise_id, row.code, row.value, row.source, row.citation] for row in rows]
    return digest([said, days])
