"""Lists: sorting, paging and searching, with the filter kept in the address."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.http import QueryDict

from kerong.parties.names import search_form
from kerong.web.formats import NOTHING

SIZES = (20, 50, 100)
MOST_PAGES = 10_000
MOST_WORDS = 6
SHORT, LONG = 16, 20  # in Latin letters; a Chinese one is as wide as two

Rows = QuerySet[Any] | Sequence[Any]


@dataclass(frozen=True, kw_only=True)
class Column:
    """`cell` is an attribute path ("enterprise.name") or a function of the row.

    `order_by` are ORM fields (for query sets), `sort_key` a function (for plain rows); a column
    with neither cannot be sorted. `export` gives the plain value where the cell is markup; a
    `spare` one is left out where a tight list meets a phone.
    """

    key: str
    title: Any
    cell: str | Callable[[Any], Any]
    order_by: tuple[str, ...] = ()
    sort_key: Callable[[Any], Any] | None = None
    align: str = ""
    export: Callable[[Any], Any] | None = None
    spare: bool = False

    def value(self, row: Any) -> Any:
        return self.cell(row) if callable(self.cell) else walk(row, self.cell)

    def plain(self, row: Any) -> Any:
        return self.export(row) if self.export else self.value(row)

    @property
    def sortable(self) -> bool:
        return bool(self.order_by or self.sort_key)


@dataclass(frozen=True, kw_only=True)
class Table:
    """A list as declared once: columns, usual order ("-key" is descending), where a row leads.

    On a phone a `tight` one puts two values on a line.
    """

    columns: tuple[Column, ...]
    order: str = ""
    url: Callable[[Any], str] | None = None
    size: int = SIZES[0]
    tight: bool = False

    def column(self, key: str) -> Column | None:
        return next((column for column in self.columns if column.key == key), None)


@dataclass(frozen=True)
class Head:
    title: Any
    align: str
    sort: str
    sorted: str


@dataclass(frozen=True)
class Cell:
    title: Any
    align: str
    value: Any
    spare: bool

    @property
    def breadth(self) -> str:
        """`short` stands on one line, as a date or a state; `whole` takes the line of a card."""
        said = str(self.value)
        wide = len(said) + sum(not letter.isascii() for letter in said)
        return "short" if wide <= SHORT else "whole" if wide > LONG else ""


@dataclass(frozen=True)
class ShownRow:
    cells: list[Cell]
    url: str
    row: Any


@dataclass(frozen=True)
class PageShown:
    """Where one is in a long list; `near` holds page numbers with None for a gap."""

    number: int
    count: int
    size: int
    total: int
    sizes: tuple[int, ...] = SIZES

    @property
    def before(self) -> int:
        return self.number - 1

    @property
    def after(self) -> int:
        return self.number + 1

    @property
    def near(self) -> list[int | None]:
        wanted = {1, self.count, *range(self.number - 2, self.number + 3)}
        found: list[int | None] = []
        for number in sorted(n for n in wanted if 1 <= n <= self.count):
            if found and found[-1] is not None and number - found[-1] > 1:
                found.append(None)
            found.append(number)
        return found


@dataclass(frozen=True)
class ShownTable:
    heads: list[Head]
    rows: list[ShownRow]
    page: PageShown
    tight: bool = False


def show_table(table: Table, rows: Rows, query: QueryDict) -> ShownTable:
    """The page of `rows` that the address asks for: `sort`, `page`, `size`."""
    sort = query.get("sort") or table.order
    ordered = in_order(table, rows, sort)
    chosen, page = cut(ordered, query, usual=table.size)
    heads = [_head(column, sort) for column in table.columns]
    shown = [
        ShownRow(
            [_cell(column, row) for column in table.columns],
            table.url(row) if table.url else "",
            row,
        )
        for row in chosen
    ]
    return ShownTable(heads, shown, page, table.tight)


def _cell(column: Column, row: Any) -> Cell:
    value = column.value(row)
    return Cell(column.title, column.align, NOTHING if value is None else value, column.spare)


def in_order(table: Table, rows: Rows, sort: str) -> Rows:
    """Rows in the order of `sort`; an unknown or unsortable column leaves them as they came."""
    column = table.column(sort.removeprefix("-")) if sort else None
    if column is None or not column.sortable:
        return rows
    down = sort.startswith("-")
    if isinstance(rows, QuerySet):
        fields = [_turn(name) if down else name for name in column.order_by]
        return rows.order_by(*fields, "-pk" if down else "pk") if fields else rows
    key = column.sort_key
    return sorted(rows, key=key, reverse=down) if key else rows


def cut(rows: Rows, query: QueryDict, *, usual: int = SIZES[0]) -> tuple[Iterable[Any], PageShown]:
    """One page of rows; numbers outside the list are brought inside, nonsense is page 1."""
    size = _number(query.get("size"), usual)
    size = size if size in SIZES or size == usual else usual
    total = rows.count() if isinstance(rows, QuerySet) else len(rows)
    count = max(1, -(-total // size))
    number = min(max(1, _number(query.get("page"), 1)), count)
    return rows[(number - 1) * size : number * size], PageShown(number, count, size, total)


def page_number(query: QueryDict) -> int:
    """The page an address asks for, 1 where it asks for nonsense."""
    return max(1, _number(query.get("page"), 1))


def finding(text: str, *fields: str) -> Q:
    """Every word of `text` must stand in one of the `find_text` fields.

    Those fields hold name, pinyin initials and credit code in one spelling.
    """
    wanted = Q()
    for word in search_form(text).split()[:MOST_WORDS]:
        wanted &= Q(*[(f"{field}__contains", word) for field in fields], _connector=Q.OR)
    return wanted


def _turn(name: str) -> str:
    return name[1:] if name.startswith("-") else f"-{name}"


def _head(column: Column, sort: str) -> Head:
    if not column.sortable:
        return Head(column.title, column.align, "", "")
    if sort == column.key:
        return Head(column.title, column.align, f"-{column.key}", "ascending")
    if sort == f"-{column.key}":
        return Head(column.title, column.align, column.key, "descending")
    return Head(column.title, column.align, column.key, "")


def _number(text: str | None, usual: int) -> int:
    if text and text.isascii() and text.isdigit() and len(text) <= len(str(MOST_PAGES)):
        return int(text)
    return usual


def walk(row: Any, path: str) -> Any:
    """What stands at the end of an attribute path; None where something on the way is missing."""
    for name in path.split("."):
        if row is None:
            return None
        row = row.get(name) if isinstance(row, dict) else getattr(row, name)
    if isinstance(row, Model):
        return str(row)
    return row() if callable(row) else row
