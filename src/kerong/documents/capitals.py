"""大写金额: an amount in the capitals that cheques, receipts and decisions of money must carry.

Rules and examples are those of 支付结算办法, annex 1 (正确填写票据和结算凭证的基本规定).
"""

from kerong.kernel.errors import Invalid

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("仟", "佰", "拾", "")
_SECTIONS = ("", "万", "亿", "万亿")
_MOST_YUAN = 10**16


class AmountTooLarge(Invalid):
    """Facts: `fen`."""

    code = "document.amount_too_large"
    zh = "金额超过可大写的范围（一万万亿元）。"
    en = "The amount is too large to be written in capitals."


def capitals(fen: int) -> str:
    """168032 fen: 壹仟陆佰捌拾元零叁角贰分; nothing: 零元整. Raises AmountTooLarge.

    整 follows 元 and 角, never 分. A 零 stands between 元 and 角 when the last figure of the yuan
    is zero, and between 元 and 分 when there is no 角.

    Example by hand: 10,700,053 fen = 107,000.53: 拾万 · 柒仟 · the yuan end in zero · 伍角叁分, so
    壹拾万柒仟元零伍角叁分.
    """
    size = abs(fen)
    yuan, cents = divmod(size, 100)
    if yuan >= _MOST_YUAN:
        raise AmountTooLarge(fen=fen)
    if size == 0:
        return "零元整"
    sign = "负" if fen < 0 else ""
    whole = f"{_whole(yuan)}元" if yuan else ""
    return sign + whole + _cents(cents, yuan=yuan)


def _cents(cents: int, *, yuan: int) -> str:
    jiao, fen = divmod(cents, 10)
    if cents == 0:
        return "整"
    gap = "零" if yuan and (jiao == 0 or yuan % 10 == 0) else ""
    written = f"{_DIGITS[jiao]}角" if jiao else ""
    return gap + written + (f"{_DIGITS[fen]}分" if fen else "整")


def _whole(yuan: int) -> str:
    """Sections of four figures, highest first; runs of zeros inside shrink to one 零."""
    sections = []
    while yuan:
        yuan, section = divmod(yuan, 10_000)
        sections.append(section)
    written, gap = "", False
    for place in range(len(sections) - 1, -1, -1):
        section = sections[place]
        if section == 0:
            gap = True
            continue
        if written and (gap or section < 1000):
            written += "零"
        written += _section(section) + _unit(place, sections)
        gap = False
    return written


def _unit(place: int, sections: list[int]) -> str:
    """亿 is said once: after 万亿 only when no figure of its own section says it."""
    if place == 3:
        return "万" if sections[2] else "万亿"
    return _SECTIONS[place]


def _section(value: int) -> str:
    written, gap = "", False
    for place, figure in zip(_PLACES, f"{value:04d}", strict=True):
        if figure == "0":
            gap = bool(written)
            continue
        written += ("零" if gap else "") + _DIGITS[int(figure)] + place
        gap = False
    return written
