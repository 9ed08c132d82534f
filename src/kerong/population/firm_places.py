"""Where breakdowns sort a firm: size, industry, district, stage; read from columns of facts."""

from dataclasses import dataclass
from datetime import date

from kerong.rules.engine_1.columns import Columns, Words, fact_column
from kerong.rules.reference import ReferenceTables

_DISTRICT_DIGITS = 6


@dataclass(frozen=True, slots=True)
class FirmPlace:
    """What a breakdown sorts a firm by; "" where unknown."""

    size: str
    industry: str
    district: str


def places_of(block: Columns, on: date, reference: ReferenceTables) -> list[FirmPlace]:
    """One a firm; the size by the standard's limits, unless somebody stated it."""
    sizes = codes_of(block, "size_class", on, reference)
    industries = codes_of(block, "industry_code", on, reference)
    divisions = codes_of(block, "division_code", on, reference)
    return [
        FirmPlace(size, industry[:1], division[:_DISTRICT_DIGITS])
        for size, industry, division in zip(sizes, industries, divisions, strict=True)
    ]


def codes_of(block: Columns, code: str, on: date, reference: ReferenceTables) -> list[str]:
    """A fact by firm as rules see it, stated or derived; "" where unknown."""
    column = fact_column(block, code, on, reference)
    if not isinstance(column, Words):
        raise TypeError(f"{code} is no code")
    known = [True] * block.rows if column.known is None else column.known.tolist()
    pairs = zip(column.places.tolist(), known, strict=True)
    return [str(column.words[place]) if there else "" for place, there in pairs]
