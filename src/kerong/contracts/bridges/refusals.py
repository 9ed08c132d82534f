"""Hindrances as refusals, each with its words in both languages."""

from collections.abc import Iterable

from kerong.contracts.bridges.errors import HindranceBars, HindranceStands
from kerong.contracts.bridges.hindrances import (
    ABNORMAL,
    BAD_CREDIT,
    FROZEN,
    LAWSUIT,
    OFF_BALANCE,
    OVERDUE,
    PROJECT_LOAN,
    WAGE_ARREARS,
    Hindrance,
)

NAMES = {
    LAWSUIT: ("未结诉讼", "a pending lawsuit"),
    FROZEN: ("账户冻结", "a frozen account"),
    WAGE_ARREARS: ("拖欠工资", "wages in arrears"),
    ABNORMAL: ("经营异常", "abnormal operation on record"),
    BAD_CREDIT: ("失信记录", "a record of bad credit"),
    OVERDUE: ("贷款逾期", "a loan in arrears"),
    PROJECT_LOAN: ("项目贷款", "a project loan"),
    OFF_BALANCE: ("表外业务", "off-balance-sheet business"),
}


def require_not_barred(found: Iterable[Hindrance]) -> None:
    """Raises HindranceBars."""
    codes = [each.code for each in found if each.bars]
    if codes:
        raise HindranceBars(**_named(codes))


def require_lifted(found: Iterable[Hindrance]) -> None:
    """Nothing stands in the way any more. Raises HindranceBars, HindranceStands."""
    applying = list(found)
    require_not_barred(applying)
    codes = [each.code for each in applying if each.stands]
    if codes:
        raise HindranceStands(**_named(codes))


def _named(codes: list[str]) -> dict[str, object]:
    return {
        "codes": codes,
        "names": "、".join(NAMES[code][0] for code in codes),
        "names_en": ", ".join(NAMES[code][1] for code in codes),
    }
