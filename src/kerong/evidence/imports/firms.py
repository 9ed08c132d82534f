"""Which firms a file speaks of: each spelling checked once, all found in a few queries."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeVar

from kerong.evidence.imports.cells import CellRefused, read_credit_code
from kerong.parties.models import Enterprise

_AT_ONCE = 400
_T = TypeVar("_T")


class Firms:
    """Spelling → enterprise, or the reason why not.

    A firm known by another scheme only is written `scheme:value`. A writer who acts for one firm
    learns nothing about any other: a foreign code is refused whether it exists or not.
    """

    def __init__(self, spellings: Iterable[str], *, only: int | None) -> None:
        self._found: dict[str, int] = {}
        self._refused: dict[str, CellRefused] = {}
        codes: dict[str, str] = {}
        others: dict[str, tuple[str, str]] = {}
        for spelling in set(spellings) - {""}:
            scheme, mark, value = spelling.partition(":")
            if mark and scheme and value:
                others[spelling] = (scheme.strip(), value.strip())
                continue
            try:
                codes[spelling] = read_credit_code(spelling)
            except CellRefused as refusal:
                self._refused[spelling] = refusal
        self._take(codes, _by_code(codes.values()), only)
        self._take(others, _by_scheme(others.values()), only)

    def enterprise_of(self, spelling: str) -> int:
        """The key of the enterprise; raises CellRefused."""
        found = self._found.get(spelling)
        if found is None:
            raise self._refused[spelling]
        return found

    def _take(self, spelled: dict[str, Any], known: dict[Any, int], only: int | None) -> None:
        own = _own_name(only) if only is not None and spelled else ""
        for spelling, identity in spelled.items():
            found = known.get(identity)
            if only is not None and found != only:
                self._refused[spelling] = CellRefused("party.foreign", own=own)
            elif found is None:
                self._refused[spelling] = CellRefused("party.unknown", text=spelling[:40])
            else:
                self._found[spelling] = found


def _by_code(codes: Iterable[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for some in chunks(sorted(set(codes)), _AT_ONCE):
        rows = Enterprise.objects.filter(credit_code__in=some)
        found.update((code or "", key) for code, key in rows.values_list("credit_code", "pk"))
    return found


def _by_scheme(identities: Iterable[tuple[str, str]]) -> dict[tuple[str, str], int]:
    found: dict[tuple[str, str], int] = {}
    for some in chunks(sorted({value for _, value in identities}), _AT_ONCE):
        rows = Enterprise.objects.filter(scheme_value__in=some)
        for scheme, value, key in rows.values_list("scheme", "scheme_value", "pk"):
            found[scheme, value] = key
    return found


def _own_name(key: int) -> str:
    own = Enterprise.objects.filter(pk=key).values_list("credit_code", flat=True).first()
    return own or ""


def chunks(items: Sequence[_T], size: int) -> Iterator[Sequence[_T]]:
    for start in range(0, len(items), size):
        yield items[start : start + size]
