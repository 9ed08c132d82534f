"""Importing clauses of policies as documents state them: every row is recorded, or none is."""

from dataclasses import asdict
from datetime import datetime
from hashlib import sha256

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from kerong.catalogue.access import IMPORT_CLAUSES
from kerong.catalogue.errors import ClausesRecorded
from kerong.catalogue.models import RecordedClause
from kerong.catalogue.plans import plan_for
from kerong.catalogue.policies.clause_files import (
    CITY_PREFIX,
    COLUMNS,
    OF_DISTRICTS,
    CellReader,
    ClauseRow,
    bonus_of,
    is_of_districts,
    texts_of,
)
from kerong.catalogue.policies.reads import ended_clauses
from kerong.catalogue.policies.recorded import computed_by, differences
from kerong.evidence.imports.columns import Faults, lay_out, named_cells
from kerong.evidence.imports.read import read_file
from kerong.evidence.imports.report import FileRefused, ImportReport, RowFault, refusal
from kerong.evidence.imports.row_reader import without_repeats
from kerong.evidence.imports.sheet import RawTable
from kerong.kernel.actor import Actor
from kerong.reference.models import Division
from kerong.trail.record import record

MOST_ROWS = 1000  # one transaction writes them all, and none may last over 200 ms


def import_policies(
    *, actor: Actor, name: str, content: bytes, dry_run: bool = False, at: datetime
) -> ImportReport:
    """Record the rows of a CSV, XLSX or JSON file, of clauses or of what districts add.

    A row that says what is recorded already changes nothing; another text for the same clause
    stands beside the one before. Warnings name rows that no pack computes, and where a pack
    computes with something else: a record alone entitles nobody. Faults are in the report; raises
    ClausesRecorded where another hand imported the same meanwhile.
    """
    IMPORT_CLAUSES.require(actor)
    faults = Faults()
    try:
        table = read_file(name, content)
    except FileRefused as refused:
        return refusal(refused.faults, dry_run=dry_run)
    rows = _rows(table, faults)
    if faults.count:
        return refusal(faults.kept, rows=len(table.rows), count=faults.count, dry_run=dry_run)
    standing = RecordedClause.objects.filter(replaced_at=None)
    held = {row.code: row for row in standing}
    news = [row for row in rows if not _is_held(row, held)]
    _warn(rows, faults, at)
    if news and not dry_run:
        pinned = sha256(content).hexdigest()
        try:
            _write(news, held, actor=actor, at=at, pinned=pinned, name=name)
        except IntegrityError as fault:
            raise ClausesRecorded() from fault
    return ImportReport(
        rows=len(rows),
        written=len(news),
        unchanged=len(rows) - len(news),
        warnings=tuple(faults.warnings),
        applied=bool(news) and not dry_run,
        dry_run=dry_run,
    )


def _rows(table: RawTable, faults: Faults) -> list[ClauseRow]:
    if len(table.rows) > MOST_ROWS:
        faults.add(RowFault("file.rows", facts={"limit": MOST_ROWS}))
        return []
    of_districts = is_of_districts(table)
    columns = OF_DISTRICTS if of_districts else COLUMNS
    layout = lay_out(table, columns, faults)
    if layout is None:
        return []
    if not table.rows:
        faults.add(RowFault("file.no_rows"))
    divisions = _divisions() if of_districts else {}
    found = []
    for raw, cells in named_cells(layout, columns, faults):
        cell = CellReader(layout, raw.no, cells, faults)
        texts = bonus_of(cell, divisions) if of_districts else texts_of(cell)
        found.append(ClauseRow(raw.no, texts))
    return without_repeats(found, faults)


def _divisions() -> dict[str, str]:
    """Codes of the city's districts by name."""
    rows = Division.objects.filter(code__startswith=CITY_PREFIX)
    return {row.name: row.code for row in rows if len(row.code) == 6}


def _is_held(row: ClauseRow, held: dict[str, RecordedClause]) -> bool:
    known = held.get(row.texts.code)
    return known is not None and known.digest == row.said


def _warn(rows: list[ClauseRow], faults: Faults, at: datetime) -> None:
    """Where what is computed is not what the row says."""
    on = localdate(at)
    cards = [*plan_for(on).policies.cards, *ended_clauses(on)]
    for row in rows:
        stated = RecordedClause(**asdict(row.texts))
        card = computed_by(stated, cards)
        if card is None:
            faults.warn(_warning(row, "clause.not_computed", *_NOT_COMPUTED))
            continue
        for each in differences(stated, card):
            facts = {"recorded": each.recorded or "—", "computed": each.computed or "—"}
            zh, en = (words.format(**facts) for words in _DIFFERS)
            faults.warn(_warning(row, "clause.differs", zh, en, column=each.field))


_NOT_COMPUTED = (
    "没有政策包测算该条款：只收录原文要点，不参与测算。",
    "No pack computes this clause: it is on record and entitles nobody yet.",
)
_DIFFERS = (
    "与在用政策包不一致：本行为「{recorded}」，测算用「{computed}」。如有修订，请发布新版政策包。",
    "Differs from the pack in use: here “{recorded}”, computed with “{computed}”. A change counts "
    "once a new revision of the pack is published.",
)


def _warning(row: ClauseRow, code: str, zh: str, en: str, column: str = "id") -> RowFault:
    return RowFault(code, row.row_no, column, "", {"clause": row.texts.code}, words=(zh, en))


def _write(
    news: list[ClauseRow],
    held: dict[str, RecordedClause],
    *,
    actor: Actor,
    at: datetime,
    pinned: str,
    name: str,
) -> None:
    stream = f"import:policies-{pinned[:16]}"
    with transaction.atomic():
        codes = [row.texts.code for row in news]
        RecordedClause.objects.filter(code__in=codes, replaced_at=None).update(replaced_at=at)
        RecordedClause.objects.bulk_create(
            RecordedClause(
                **asdict(row.texts),
                no=held[row.texts.code].no + 1 if row.texts.code in held else 1,
                digest=row.said,
                recorded_at=at,
                recorded_by=actor.reference,
            )
            for row in news
        )
        record(
            stream=stream,
            kind="policies.imported",
            actor=actor,
            at=at,
            subject=stream,
            facts={"name": name, "digest": pinned, "written": len(news)},
        )
