"""How lists tell which page of how many they are."""

from typing import Protocol


class Paged(Protocol):
    """One page of a longer list."""

    @property
    def page(self) -> int: ...
    @property
    def pages(self) -> int: ...
    @property
    def total(self) -> int: ...


def paged(found: Paged) -> dict[str, int]:
    return {"page": found.page, "pages": found.pages, "total": found.total}
