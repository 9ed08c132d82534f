"""What an import says back: counts, and one line per refused row and cell."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from kerong.evidence.imports.limits import MAX_ERRORS
from kerong.evidence.imports.reasons import sentence


@dataclass(frozen=True, slots=True)
class RowFault:
    """Where and why; `row` counts as the spreadsheet does, None speaks of the whole file.

    `words`, Chinese and English, where another package gave the reason and its sentence.
    """

    code: str
    row: int | None = None
    column: str = ""
    cell: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)
    words: tuple[str, str] | None = None

    def say(self, language: str = "zh-hans") -> str:
        if self.words is not None:
            return self.words[language.startswith("en")]
        return sentence(self.code, self.facts, language)

    def document(self, language: str = "zh-hans") -> dict[str, Any]:
        return {
            "row": self.row,
            "column": self.column or None,
            "cell": self.cell or None,
            "code": self.code,
            "message": self.say(language),
        }


class FileRefused(Exception):
    """The file cannot be read as rows at all; carries the faults to report."""

    def __init__(self, *faults: RowFault) -> None:
        super().__init__(faults[0].code)
        self.faults = faults


def refuse(code: str, **facts: Any) -> FileRefused:
    return FileRefused(RowFault(code, facts=facts))


@dataclass(frozen=True, slots=True)
class ImportReport:
    """`written` and `unchanged` are what was (or, in a dry run, would be) done; errors mean none,
    unless a long file is written in turns and was overtaken on its way.

    At most `MAX_ERRORS` errors are listed, `errors_count` counts them all.
    """

    rows: int
    written: int
    unchanged: int
    errors: tuple[RowFault, ...] = ()
    errors_count: int = 0
    warnings: tuple[RowFault, ...] = ()
    batch_no: str | None = None
    applied: bool = False
    dry_run: bool = False

    @property
    def ok(self) -> bool:
        return self.errors_count == 0

    def document(self, language: str = "zh-hans") -> dict[str, Any]:
        """The shape of `kerong import … --json`."""
        return {
            "rows": self.rows,
            "written": self.written,
            "unchanged": self.unchanged,
            "errors": [fault.document(language) for fault in self.errors],
            "errors_count": self.errors_count,
            "warnings": [fault.document(language) for fault in self.warnings],
            "batch": self.batch_no,
            "dry_run": self.dry_run,
        }


def refusal(
    faults: Iterable[RowFault],
    *,
    rows: int = 0,
    count: int | None = None,
    written: int = 0,
    dry_run: bool = False,
) -> ImportReport:
    """The report of a file of which nothing was written, or `written` rows until it was refused."""
    found = tuple(faults)
    return ImportReport(
        rows=rows,
        written=written,
        unchanged=0,
        errors=found[:MAX_ERRORS],
        errors_count=len(found) if count is None else count,
        applied=written > 0,
        dry_run=dry_run,
    )
