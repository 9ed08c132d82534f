"""What a form offers where a listing may name any division or industry: groups of prefixes."""

from collections.abc import Iterable

from kerong.catalogue.wording import is_english, place_names
from kerong.reference.models import Division, Industry

DIVISIONS, INDUSTRIES = "division_code", "industry_code"
_PROVINCE, _CITY, _COUNTY = 2, 4, 6
_NO_PLACE = frozenset(("市辖区", "县", "自治区直辖县级行政区划", "省直辖县级行政区划"))
_WHOLE = ("{name}（全部）", "all of {name}")
_OTHERS = ("其他", "others")

Option = tuple[str, str]
Group = tuple[str, list[Option]]


def place_groups(fact: str, held: Iterable[str], language: str = "zh-hans") -> list[Group]:
    """(heading, [(prefix, name)]) of the table behind the fact; two queries.

    `held` are prefixes a listing names already: those finer than the groups follow at the end, so
    that nothing is lost when the form is kept again.
    """
    of_divisions = fact == DIVISIONS
    groups = _divisions(language) if of_divisions else _industries(language)
    offered = {code for _, options in groups for code, _ in options}
    finer = sorted(set(held) - offered)
    if finer:
        names = place_names(set(finer), set(finer))
        others = [(code, names.get((fact, code), code)) for code in finer]
        groups.append((_OTHERS[is_english(language)], others))
    return groups


def _divisions(language: str) -> list[Group]:
    """A group for each province and each city, the whole of it first, then its counties."""
    rows = Division.objects.filter(level__in=("province", "city", "county")).order_by("code")
    found: dict[str, Group] = {}
    titles: dict[str, str] = {}
    for code, name, level in rows.values_list("code", "name", "level"):
        size = {"province": _PROVINCE, "city": _CITY, "county": _COUNTY}[level]
        if level == "county":
            group = found.get(code[:_CITY]) or found[code[:_PROVINCE]]
            group[1].append((code[:size], name))
        elif name not in _NO_PLACE:
            titles[code[:size]] = name
            province = titles.get(code[:_PROVINCE], name)
            heading = name if level == "province" else f"{province} · {name}"
            found[code[:size]] = (heading, [(code[:size], _whole(name, language))])
    return list(found.values())


def _industries(language: str) -> list[Group]:
    """A group for each section, the whole of it first, then its two-digit divisions."""
    rows = Industry.objects.filter(level__lte=2).order_by("code")
    found: dict[str, Group] = {}
    for code, name, level in rows.values_list("code", "name", "level"):
        if level == 1:
            found[code] = (f"{code} {name}", [(code, _whole(name, language))])
        else:
            found[code[:1]][1].append((code, f"{code} {name}"))
    return list(found.values())


def _whole(name: str, language: str) -> str:
    return _WHOLE[is_english(language)].format(name=name)
