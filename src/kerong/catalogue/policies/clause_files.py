"""Files of clauses: the columns of the two layouts, and what a row says once it is read."""

import csv
import io
import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from functools import cached_property

from kerong.catalogue.models import RecordedClause
from kerong.evidence.imports.cells import CellRefused, half_width, read_words
from kerong.evidence.imports.columns import Column, Faults, Layout
from kerong.evidence.imports.sheet import RawTable
from kerong.kernel.canonical import digest
from kerong.kernel.money import Money, NotMoney
from kerong.parties.names import initials_of
from kerong.rules.benefits.benefit import PERIODS

FIRST_YEAR, LAST_YEAR = 1980, 2100
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{1,39}", re.ASCII)
_WORD = re.compile(r"[a-z][a-z0-9_]{0,39}", re.ASCII)


def _optional(name: str, zh: str, longest: int) -> Column:
    return Column(name, zh, required=False, needed=False, longest=longest)


COLUMNS = (
    Column("id", "条款编号", longest=40),
    Column("region", "地区", longest=40),
    _optional("zone", "适用区域", 60),
    Column("document", "文件", longest=200),
    Column("year", "年份", longest=4),
    Column("topic", "类别", longest=40),
    _optional("stage", "阶段", 60),
    _optional("base", "计算基数", 40),
    _optional("rate", "比例", 80),
    _optional("cap_cny", "最高金额（元）", 20),
    _optional("cap_period", "周期", 20),
    _optional("condition", "条件", 400),
    _optional("formula", "公式", 300),
    Column("source", "来源", longest=400),
    _optional("confidence", "可信度", 8),
)
# The second layout: what each district adds to a reward of its city.
BONUS = "district_bonus_cny"
OF_DISTRICTS = (
    Column("district", "区县", longest=40),
    Column(BONUS, "区县奖励（元）", longest=20),
    Column("municipal_bonus_cny", "市级奖励（元）", longest=20),
    Column("source", "来源", longest=400),
)
OTC = "OTC-"
_CITY, CITY_PREFIX = "重庆", "50"
_OF_THE_CITY = "重庆股份转让中心成长板挂牌奖励"  # the city's own clause, which the table adds to
_EXAMPLE = {
    "id": "DEMO-001",
    "region": "重庆",
    "zone": "示例区",
    "document": "示例区支持企业研发若干措施（示例）",
    "year": "2026",
    "topic": "rd",
    "base": "rd_spend",
    "rate": "0.10",
    "cap_cny": "500000",
    "cap_period": "year",
    "condition": "上年研发费用不低于 100 万元",
    "formula": "min(0.10*rd_spend,500000)",
    "source": "示例来源",
    "confidence": "low",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseTexts:
    """What a row says of one clause, by the names of RecordedClause."""

    code: str
    region: str
    zone: str = ""
    document: str
    year: int | None
    topic: str
    stage: str = ""
    basis: str = ""
    rate: str = ""
    cap_fen: int | None = None
    cap_period: str = ""
    condition: str = ""
    formula: str = ""
    source: str
    confidence: str = ""


@dataclass(frozen=True)
class ClauseRow:
    """A row that could be read, where it stood and what names its content."""

    row_no: int
    texts: ClauseTexts

    @property
    def key(self) -> tuple[str]:
        return (self.texts.code,)

    @cached_property
    def said(self) -> str:
        return digest(asdict(self.texts))


@dataclass(frozen=True, slots=True)
class CellReader:
    """Reads the cells of one row; what is refused is reported where it stands."""

    layout: Layout
    row_no: int
    cells: Mapping[str, str]
    faults: Faults

    def text(self, name: str) -> str:
        return str(self._at(name, read_words) or "")

    def code(self, name: str) -> str:
        return str(self._at(name, _code) or "")

    def word(self, name: str) -> str:
        return str(self._at(name, _word) or "")

    def fen(self, name: str) -> int | None:
        found = self._at(name, _fen)
        return found if isinstance(found, int) else None

    def year(self, name: str) -> int | None:
        found = self._at(name, _year)
        return found if isinstance(found, int) else None

    def one_of(self, name: str, choices: tuple[str, ...]) -> str:
        def chosen(text: str) -> str:
            if text not in choices:
                raise CellRefused("value.choice", text=text[:40], choices=list(choices))
            return text

        return str(self._at(name, chosen) or "")

    def refuse(self, name: str, code: str, **facts: object) -> None:
        self.faults.add(self.layout.fault(self.row_no, name, code, **facts))

    def _at(self, name: str, read: Callable[[str], str | int]) -> str | int | None:
        text = self.cells[name].strip()
        if not text:
            return None
        try:
            return read(text)
        except CellRefused as refusal:
            self.refuse(name, refusal.code, **refusal.facts)
            return None


def is_of_districts(table: RawTable) -> bool:
    headings = {heading.strip() for heading in table.header}
    return bool(headings & {BONUS, OF_DISTRICTS[1].zh})


def texts_of(cell: CellReader) -> ClauseTexts:
    """A row of the first layout; what it faults on is in the reader's faults."""
    return ClauseTexts(
        code=cell.code("id"),
        region=cell.text("region"),
        zone=cell.text("zone"),
        document=cell.text("document"),
        year=cell.year("year"),
        topic=cell.word("topic"),
        stage=cell.text("stage"),
        basis=cell.word("base"),
        rate=cell.text("rate"),
        cap_fen=cell.fen("cap_cny"),
        cap_period=cell.one_of("cap_period", PERIODS),
        condition=cell.text("condition"),
        formula=cell.text("formula"),
        source=cell.text("source"),
        confidence=cell.one_of("confidence", tuple(RecordedClause.Confidence.values)),
    )


def bonus_of(cell: CellReader, divisions: Mapping[str, str]) -> ClauseTexts:
    """A row of the second layout; `divisions` are codes by the name of the district.

    A zone that is no division of its own is numbered by its initials.
    """
    district, city_fen = cell.text("district"), cell.fen("municipal_bonus_cny")
    number = divisions.get(district) or initials_of(district).upper()
    if district and not _CODE.fullmatch(f"{OTC}{number}"):
        cell.refuse("district", "value.code", text=district)
    also = f"；市级另有 {Money(city_fen).yuan_text()} 元" if city_fen else ""
    return ClauseTexts(
        code=f"{OTC}{number}",
        region=_CITY,
        zone=district,
        document=_OF_THE_CITY,
        year=None,
        topic="listing",
        stage="otc",
        basis="fixed",
        cap_fen=cell.fen(BONUS),
        cap_period="once",
        condition=f"OTC 成长板挂牌{also}",
        formula=cell.text(BONUS),
        source=cell.text("source"),
    )


def template_csv() -> str:
    """Header and one filled row of the first layout."""
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow([column.zh for column in COLUMNS])
    writer.writerow([_EXAMPLE.get(column.name, "") for column in COLUMNS])
    return stream.getvalue()


def _code(text: str) -> str:
    if not _CODE.fullmatch(text):
        raise CellRefused("value.code", text=text[:40])
    return text


def _word(text: str) -> str:
    if not _WORD.fullmatch(text):
        raise CellRefused("value.code", text=text[:40])
    return text


def _fen(text: str) -> int:
    plain = half_width(text).replace(",", "")
    try:
        fen = Money.from_yuan(plain).fen
    except NotMoney:
        raise CellRefused("value.number", text=text[:40]) from None
    if fen <= 0:
        raise CellRefused("value.outside", text=text[:40], least="0.01", most="-")
    return fen


def _year(text: str) -> int:
    plain = half_width(text)
    if not re.fullmatch(r"[0-9]{4}", plain, re.ASCII):
        raise CellRefused("value.whole", text=text[:40])
    if not FIRST_YEAR <= int(plain) <= LAST_YEAR:
        raise CellRefused("value.outside", text=text[:40], least=FIRST_YEAR, most=LAST_YEAR)
    return int(plain)
