"""What may be added, multiplied and divided: money × ratio is money, money × money is refused."""

from kerong.rules.formulas.nodes import NUMBER
from kerong.rules.reasons import Unreadable
from kerong.rules.vocabulary import MONEY, RATIO


def joined(operator: str, *kinds: str) -> str:
    """The kind of a sum, difference, min or max; a bare number joins anything but money."""
    named = [kind for kind in kinds if kind != NUMBER]
    if not named:
        return NUMBER
    first = named[0]
    alike = all(kind == first for kind in named)
    if not alike or (first == MONEY and len(named) < len(kinds)):
        raise Unreadable("formula.kinds", operator=operator, kinds=list(dict.fromkeys(kinds)))
    return first


def multiplied(left: str, right: str) -> str:
    if left == right == MONEY:
        raise Unreadable("formula.kinds", operator="*", kinds=[left, right])
    if MONEY in (left, right):
        return MONEY
    if NUMBER in (left, right):
        return right if left == NUMBER else left
    return RATIO if left == right == RATIO else NUMBER


def divided(left: str, right: str) -> str:
    if right == MONEY and left != MONEY:
        raise Unreadable("formula.kinds", operator="/", kinds=[left, right])
    if left == MONEY:
        return RATIO if right == MONEY else MONEY
    if right == NUMBER:
        return left
    return RATIO if left == right else NUMBER


def fits(kind: str, wanted: str) -> bool:
    """Whether a formula of this kind may stand where the wanted kind is expected."""
    return kind == wanted or (kind == NUMBER and wanted != MONEY)
