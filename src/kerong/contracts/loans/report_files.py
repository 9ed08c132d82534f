"""Files of loan reports: one row a report; headings in Chinese or by name."""

import csv
import io
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from kerong.contracts.loans.figures import Effect, ReportDraft
from kerong.contracts.loans.models import Category, LoanReport, ReportKind
from kerong.evidence.imports.cells import CellRefused, read_day, read_value, read_words
from kerong.evidence.imports.columns import Column
from kerong.rules.vocabulary import vocabulary

EFFECT_WORDS = {
    "期限不变，减少每期": Effect.LOWER,
    "每期不变，缩短期限": Effect.SHORTER,
    "抵扣后续各期": Effect.NEXT,
}
_CODES: Mapping[str, Mapping[str, str]] = {
    "kind": {str(label): str(code) for code, label in ReportKind.choices},
    "category": {str(label): str(code) for code, label in Category.choices},
    "effect": EFFECT_WORDS,
}


def _optional(name: str, zh: str, longest: int = 40) -> Column:
    return Column(name, zh, required=False, needed=False, longest=longest)


COLUMNS = (
    Column("loan", "借据号或贷款编号", longest=64),
    Column("reference", "引用号", longest=120),
    Column("kind", "事项", longest=40),
    Column("effective_on", "发生日", longest=40),
    _optional("principal", "本金（元）"),
    _optional("interest", "利息（元）"),
    _optional("penalty", "罚息（元）"),
    _optional("rate", "年化利率"),
    _optional("due_on", "到期日"),
    _optional("category", "五级分类"),
    _optional("effect", "提前还款方式"),
    _optional("words", "说明", 500),
    _optional("corrects", "更正的引用号", 120),
)
_FIELDS = {"principal": "principal_fen", "interest": "interest_fen", "penalty": "penalty_fen",
           "rate": "rate_ppm"}  # fmt: skip
PLACES = {field: column for column, field in _FIELDS.items()}
"""Which column a figure stands in, to show a fault at its cell."""

_EXAMPLES: tuple[Mapping[str, str], ...] = (
    {"kind": "还款", "principal": "83333.33", "interest": "3450.00"},
    {"kind": "提前还款", "principal": "200000.00", "effect": "期限不变，减少每期"},
    {"kind": "欠款", "principal": "83333.33", "interest": "3450.00", "due_on": "2026-09-15"},
    {"kind": "罚息", "penalty": "120.50"},
    {"kind": "五级分类", "category": "关注"},
    {"kind": "利率调整", "rate": "0.0320"},
)


def draft_of(cells: Mapping[str, str], refuse: Callable[[str, CellRefused], None]) -> ReportDraft:
    """The report a row stands for; every cell that cannot be read goes to `refuse`."""

    def read(name: str, reader: Callable[[str], Any]) -> Any:
        try:
            return reader(cells[name]) if cells[name] else None
        except CellRefused as refusal:
            refuse(name, refusal)
            return None

    return ReportDraft(
        reference=read("reference", read_words) or "",
        kind=read("kind", _code("kind")) or "",
        effective_on=read("effective_on", read_day) or date.min,
        principal_fen=read("principal", _amount) or 0,
        interest_fen=read("interest", _amount) or 0,
        penalty_fen=read("penalty", _amount) or 0,
        rate_ppm=read("rate", _rate),
        due_on=read("due_on", read_day),
        category=read("category", _code("category")) or "",
        effect=read("effect", _code("effect")) or "",
        words=read("words", read_words) or "",
        corrects=read("corrects", read_words) or "",
        source=LoanReport.Source.FILE,
    )


def template_csv() -> str:
    """The header and a few rows that show how to fill it."""
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow([column.zh for column in COLUMNS])
    for no, example in enumerate(_EXAMPLES, start=1):
        known = {
            "loan": "借据号（示例）",
            "reference": f"流水-{no:04d}",
            "effective_on": "2026-10-15",
        }
        row = known | dict(example)
        writer.writerow([row.get(column.name, "") for column in COLUMNS])
    return stream.getvalue()


def _code(name: str) -> Callable[[str], str]:
    known = _CODES[name]

    def read(text: str) -> str:
        plain = text.strip()
        found = known.get(plain, plain if plain in known.values() else None)
        if found is None:
            raise CellRefused("value.choice", text=plain[:40], choices=list(known))
        return found

    return read


def _amount(text: str) -> int:
    """Yuan with at most two decimals, to fen; a money fact's own grammar and bounds."""
    return int(read_value(text, vocabulary().fact("operating_revenue")).text)


def _rate(text: str) -> int:
    """0.0345 or 3.45 %, to ppm."""
    return int(read_value(text, vocabulary().fact("rd_ratio")).text)
