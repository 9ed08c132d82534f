"""Which division and industry codes stand in the tables held; a table not held judges nothing."""

from collections.abc import Iterable, Iterator

from kerong.reference.models import Division, Industry

_PROVINCE, _COUNTY, _TOWN = 2, 6, 9
_AT_ONCE = 400


def unknown_industries(codes: Iterable[str]) -> set[str]:
    """Those that are no section, division, group or class of GB/T 4754."""
    asked = {code for code in codes if code}
    if not asked or not Industry.objects.exists():
        return set()
    return asked - _held(Industry, asked)


def unknown_divisions(codes: Iterable[str]) -> set[str]:
    """Those of a province whose divisions are held and that are not among them.

    Villages are not held: a code of twelve digits is known by its town.
    """
    asked = {code: _held_form(code) for code in codes if code}
    if not asked:
        return set()
    places = set(Division.objects.filter(level="province").values_list("code", flat=True))
    provinces = {place[:_PROVINCE] for place in places}
    judged = {code: form for code, form in asked.items() if code[:_PROVINCE] in provinces}
    held = _held(Division, set(judged.values()))
    return {code for code, form in judged.items() if form not in held}


def _held_form(code: str) -> str:
    """The shortest form that names the same place."""
    if len(code) == _COUNTY or set(code[_COUNTY:]) == {"0"}:
        return code[:_COUNTY]
    return code[:_TOWN]


def _held(table: type[Division] | type[Industry], asked: set[str]) -> set[str]:
    found: set[str] = set()
    for some in _chunks(sorted(asked)):
        found.update(table.objects.filter(code__in=some).values_list("code", flat=True))
    return found


def _chunks(codes: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(codes), _AT_ONCE):
        yield codes[start : start + _AT_ONCE]
