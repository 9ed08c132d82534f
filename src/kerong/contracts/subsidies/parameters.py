"""Numbers of paying out by date, with source, clause and whether somebody saw the original."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction


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
    """The last rule that began on or before the day; before the first, the first."""
    return max(
        (rule for rule in ADVANCES if rule.since <= day),
        key=lambda rule: rule.since,
        default=ADVANCES[0],
    )
