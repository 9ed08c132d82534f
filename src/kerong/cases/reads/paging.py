"""Cutting a query into pages with bounded numbers, so that no address can ask for too much."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from django.db.models import Model, QuerySet

M = TypeVar("M", bound=Model)
SIZES = (10, 20, 50, 100)
MOST_PAGES = 10_000


@dataclass(frozen=True, slots=True)
class Cut(Generic[M]):
    """The rows of one page, its number and how many rows there are in all."""

    rows: list[M]
    page: int
    page_size: int
    total: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // self.page_size))


def cut(rows: QuerySet[M], *, page: int, page_size: int) -> Cut[M]:
    """Two queries; a page past the end is empty, a size that is not offered becomes 20."""
    size = page_size if page_size in SIZES else 20
    number = min(max(page, 1), MOST_PAGES)
    first = (number - 1) * size
    return Cut(
        rows=list(rows[first : first + size]),
        page=number,
        page_size=size,
        total=rows.order_by().count(),
    )
