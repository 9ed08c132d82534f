"""Bands of the anonymous card: the finest cell of each attribute and how it widens, as data."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from kerong.evidence.tables import read_table
from kerong.rules.periods import full_years_between
from kerong.rules.values import Value

# How much of a code each level keeps; the last level shows nothing.
_CUTS = {"industry": (5, 3, 1), "region": (6, 4, 2)}
_STANDINGS = (
    ("is_little_giant", "little_giant"),
    ("is_srdi", "srdi"),
    ("is_hnte", "hnte"),
    ("is_innovative_sme", "innovative"),
    ("is_tech_sme", "tech_sme"),
)
UNKNOWN = ""


@dataclass(frozen=True, slots=True)
class Band:
    """A finest cell, its bounds where it has any, and the wider cell that holds it."""

    code: str
    zh: str
    en: str
    least: int | None
    below: int | None
    wider: str
    wider_zh: str
    wider_en: str


@cache
def bands() -> dict[str, dict[str, Band]]:
    """Attribute → code → band."""
    found: dict[str, dict[str, Band]] = {}
    for row in read_table("card_bands"):
        band = Band(
            code=row["code"],
            zh=row["zh"],
            en=row["en"],
            least=int(row["least"]) if row["least"] else None,
            below=int(row["below"]) if row["below"] else None,
            wider=row["wider"],
            wider_zh=row["wider_zh"],
            wider_en=row["wider_en"],
        )
        found.setdefault(row["attribute"], {})[band.code] = band
    return found


@cache
def widening_steps() -> tuple[str, ...]:
    """Which attribute gives way next, from the first to the last resort."""
    return tuple(row["attribute"] for row in read_table("card_steps"))


@cache
def attributes() -> dict[str, int]:
    """Attribute → its last level, at which nothing is shown."""
    return {name: widening_steps().count(name) for name in dict.fromkeys(widening_steps())}


def levels_after(step: int) -> dict[str, int]:
    """Level of each attribute once the first `step` steps are taken."""
    levels = dict.fromkeys(attributes(), 0)
    for name in widening_steps()[:step]:
        levels[name] += 1
    return levels


def finest_cells(facts: Mapping[str, Value], *, on: date) -> dict[str, str]:
    """Attribute → finest cell; "" where the facts do not tell."""
    return {name: _CELLS[name](facts, on) for name in attributes()}


def wide_cell(attribute: str, cell: str, level: int) -> str | None:
    """The cell at a level, None where nothing is shown any more. Unknown stays unknown."""
    if level >= attributes()[attribute]:
        return None
    if attribute in _CUTS:
        return cell[: _CUTS[attribute][level]]
    if level == 0 or cell == UNKNOWN:
        return cell
    return bands()[attribute][cell].wider


def finest_within(attribute: str, wide: str, level: int) -> list[str] | None:
    """The finest cells a wide one holds; None for codes, which are matched by their beginning."""
    if attribute in _CUTS:
        return None
    held = bands()[attribute]
    inside = [code for code in held if wide_cell(attribute, code, level) == wide]
    return inside or [wide]


def words_for(attribute: str, code: str) -> tuple[str, str] | None:
    """Chinese and English of a band or wider band; None for codes named elsewhere."""
    for band in bands().get(attribute, {}).values():
        if band.code == code:
            return band.zh, band.en
        if band.wider == code:
            return band.wider_zh, band.wider_en
    return None


def _in_band(attribute: str, value: int | None) -> str:
    if value is None:
        return UNKNOWN
    for band in bands()[attribute].values():
        if (band.least is None or value >= band.least) and (
            band.below is None or value < band.below
        ):
            return band.code
    return UNKNOWN


def _number(facts: Mapping[str, Value], code: str) -> int | None:
    value = facts.get(code)
    return value if isinstance(value, int) else None


def _code(attribute: str, facts: Mapping[str, Value], code: str) -> str:
    value = str(facts.get(code) or UNKNOWN)
    known = attribute in _CUTS or value in bands()[attribute]
    return value[: _CUTS[attribute][0]] if attribute in _CUTS else value if known else UNKNOWN


def _years(facts: Mapping[str, Value], on: date) -> str:
    founded = facts.get("founded_on")
    if not isinstance(founded, date) or founded > on:
        return UNKNOWN
    return _in_band("years", full_years_between(founded, on))


def _standing(facts: Mapping[str, Value]) -> str:
    known = False
    for code, standing in _STANDINGS:
        if facts.get(code) is True:
            return standing
        known = known or code in facts
    return "plain" if known else UNKNOWN


_CELLS: dict[str, Callable[[Mapping[str, Value], date], str]] = {
    "industry": lambda facts, on: _code("industry", facts, "industry_code"),
    "region": lambda facts, on: _code("region", facts, "division_code"),
    "size": lambda facts, on: _code("size", facts, "size_class"),
    "years": _years,
    "revenue": lambda facts, on: _in_band("revenue", _number(facts, "operating_revenue")),
    "points": lambda facts, on: _in_band("points", _number(facts, "points")),
    "standing": lambda facts, on: _standing(facts),
    "tax_grade": lambda facts, on: _code("tax_grade", facts, "tax_credit_grade"),
}
