"""Numbers of paying out by date, with source, clause and whether somebody saw the original."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from kerong.kernel.dated import in_force


@dataclass(frozen=True, slots=True, kw_only=True)
class AdvanceRule:
    """预拨: the part that may be paid before every paper is there."""

    since: date
    share: Fraction
    source: str
    clause: str
    verified: bool


ADVANCES = (
    AdvanceRule(
        since=date(2020, 1, 1),
        share=Fraction(4, 5),
        source="平台约定（参照各地预拨做法）",
        clause="金额基本确定、材料后补的，先行兑付 80%",
        verified=False,
    ),
)


def advance_rule(day: date) -> AdvanceRule:
    """The rule in force on a day; before the first, the first."""
    return in_force(ADVANCES, day)
