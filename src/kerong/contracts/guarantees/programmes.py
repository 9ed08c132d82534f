"""担保计划: the programme of an agreement as its table says on a day, and who its split names."""

from dataclasses import dataclass
from datetime import date

from kerong.finance.splits import Split
from kerong.rules.programmes.guarantees import GuaranteeTerms
from kerong.rules.programmes.held import NotInForce, Row, Table
from kerong.rules.programmes.shipped import guarantees, named, splits
from kerong.rules.programmes.splits import SplitTerms

REGUARANTORS = ("nation", "province")
FIRM_CLASSES: tuple[tuple[str, str, str], ...] = (
    ("little_giant", "专精特新“小巨人”", "Little giant"),
    ("srdi", "专精特新中小企业", "SRDI SME"),
    ("hnte", "高新技术企业", "HNTE"),
    ("tech_sme", "科技型中小企业", "Technology SME"),
    ("innovative_sme", "创新型中小企业", "Innovative SME"),
)
"""Code, Chinese and English name; the fact `is_<code>` says whether a firm is of the class."""
CLASS_CODES = tuple(code for code, _, _ in FIRM_CLASSES)


@dataclass(frozen=True, slots=True)
class Basis:
    """Where a number is written, for a page or a stop to name."""

    clause: str
    source: str
    verified: bool


def programme_table(key: str) -> Table[GuaranteeTerms]:
    """Raises ProgrammeUnknown with the nearest name."""
    return named(guarantees(), key)


def programme_row(key: str, on: date) -> Row[GuaranteeTerms]:
    """Raises ProgrammeUnknown, NotInForce."""
    return programme_table(key).on(on)


def programme_row_or_none(key: str, on: date) -> Row[GuaranteeTerms] | None:
    """Nothing on a day on which the programme is not in force."""
    try:
        return programme_row(key, on)
    except NotInForce:
        return None


def split_terms_of(key: str, on: date) -> SplitTerms:
    """The split with the names of its payers. Raises ProgrammeUnknown, NotInForce."""
    return named(splits(), key).on(on).terms


def split_of(key: str, on: date) -> Split:
    """Raises ProgrammeUnknown, NotInForce."""
    return split_terms_of(key, on).split


def basis_of(row: Row[GuaranteeTerms]) -> Basis:
    return Basis(row.clause, f"{row.document}（{row.source}）", row.verified)


def programme_choices() -> list[tuple[str, str, str]]:
    """Key, Chinese and English title of every programme."""
    return [(key, table.title.zh, table.title.en) for key, table in guarantees().items()]


def split_choices() -> list[tuple[str, str, str]]:
    return [(key, table.title.zh, table.title.en) for key, table in splits().items()]


def programme_words(key: str) -> tuple[str, str]:
    """The programme's title in Chinese and English; its key when the table is gone."""
    held = guarantees().get(key)
    return (held.title.zh, held.title.en) if held else (key, key)


def split_words(key: str) -> tuple[str, str]:
    held = splits().get(key)
    return (held.title.zh, held.title.en) if held else (key, key)
