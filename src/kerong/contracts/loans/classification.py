"""五级分类: what days in arrears alone would suggest, by the dated rule; the bank's word counts."""

from dataclasses import dataclass
from datetime import date

from kerong.contracts.loans.models import Category
from kerong.kernel.dated import in_force

_ORDER = tuple(Category)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassRule:
    """`more_than` maps days in arrears to the best class still possible beyond them.

    `verified` is False until somebody has read the clause in the official text.
    """

    since: date
    more_than: tuple[tuple[int, str], ...]
    extended: str
    source: str
    clause: str
    verified: bool


RULES: tuple[ClassRule, ...] = (
    ClassRule(
        since=date(2023, 7, 1),
        more_than=(
            (0, Category.ATTENTION),
            (90, Category.SUBSTANDARD),
            (270, Category.DOUBTFUL),
            (360, Category.LOSS),
        ),
        extended=Category.ATTENTION,
        source="商业银行金融资产风险分类办法（2023 年 7 月 1 日起施行）",
        clause="逾期天数与最低分类",
        verified=False,
    ),
)


def rule_on(day: date) -> ClassRule:
    """The rule in force on a day; before the first, the first."""
    return in_force(RULES, day)


def suggested(days: int, *, extended: bool, on: date) -> str:
    """The class that days in arrears and an extension would suggest.

    91 days → 次级, 90 days → 关注, none → 正常, none but extended → 关注.
    """
    rule = rule_on(on)
    found = rule.extended if extended else Category.NORMAL.value
    for limit, category in rule.more_than:
        if days > limit and is_worse(category, found):
            found = category
    return str(found)


def is_worse(one: str, other: str) -> bool:
    return _ORDER.index(Category(one)) > _ORDER.index(Category(other))
