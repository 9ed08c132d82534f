"""How values look: money, rates, days, ages, deadlines. Exact integers in, words out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from django.utils import timezone
from django.utils.translation import get_language, gettext, ngettext

from kerong.kernel.money import Money
from kerong.kernel.ratios import ratio_from_ppm, ratio_from_text, round_half_up
from kerong.kernel.workdays import Calendar, working_days_between

NOTHING = "—"
WAN_FEN = 1_000_000
YI_FEN = 10_000_000_000
MINUTE, HOUR, DAY = 60, 3600, 86400


def is_english() -> bool:
    return (get_language() or "").startswith("en")


def listed(values: Iterable[object]) -> str:
    """`甲、乙`; `a, b` in English."""
    return comma().join(str(value) for value in values)


def comma() -> str:
    """Between two of a list."""
    return ", " if is_english() else "、"


def colon() -> str:
    """Between a word and what it introduces: `：`, in English a colon and a space."""
    return ": " if is_english() else "："


def fen_of(value: int | str | None) -> int | None:
    """Integers are fen; text is yuan as documents print it; nothing stays nothing."""
    if value is None or value == "":
        return None
    return value if isinstance(value, int) else Money.from_yuan(value).fen


def money(value: int | str | None) -> str:
    """`¥3,000,000.00`, exact."""
    fen = fen_of(value)
    if fen is None:
        return NOTHING
    yuan, cents = divmod(abs(fen), 100)
    return f"{'−' if fen < 0 else ''}¥{yuan:,}.{cents:02d}"


def short_money(value: int | str | None) -> str:
    """`300 万元`, `1.84 亿元`; `¥3 million` in English. At most two decimals, rounded half up."""
    fen = fen_of(value)
    if fen is None:
        return NOTHING
    sign, size = ("−" if fen < 0 else ""), abs(fen)
    if is_english():
        return sign + _short_english(size)
    if size >= YI_FEN:
        return f"{sign}{_decimals(Fraction(size, YI_FEN))} 亿元"
    if size >= WAN_FEN:
        return f"{sign}{_decimals(Fraction(size, WAN_FEN))} 万元"
    return f"{sign}{_decimals(Fraction(size, 100))} 元"


def _short_english(size: int) -> str:
    if size >= 100_000_000_000:
        return f"¥{_decimals(Fraction(size, 100_000_000_000))} billion"
    if size >= 100_000_000:
        return f"¥{_decimals(Fraction(size, 100_000_000))} million"
    return f"¥{_decimals(Fraction(size, 100))}"


def _decimals(value: Fraction, most: int = 2, least: int = 0) -> str:
    scaled = round_half_up(value * 10**most)
    whole, rest = divmod(abs(scaled), 10**most)
    digits = str(rest).rjust(most, "0").rstrip("0").ljust(least, "0")
    return f"{'−' if scaled < 0 else ''}{whole:,}" + (f".{digits}" if digits else "")


def ratio_of(value: int | str | Fraction | None) -> Fraction | None:
    """Integers are ppm; text is a fraction as documents print it."""
    if value is None or value == "":
        return None
    if isinstance(value, Fraction):
        return value
    return ratio_from_ppm(value) if isinstance(value, int) else ratio_from_text(value)


def rate(value: int | str | Fraction | None) -> str:
    """`3.45%`: two to four decimals."""
    ratio = ratio_of(value)
    return NOTHING if ratio is None else f"{_decimals(ratio * 100, most=4, least=2)}%"


def share(value: int | str | Fraction | None) -> str:
    """`18.2%`: at most one decimal, for figures of a page rather than of a contract."""
    ratio = ratio_of(value)
    return NOTHING if ratio is None else f"{_decimals(ratio * 100, most=1)}%"


def share_exact(value: int | str | Fraction | None, most: int = 4) -> str:
    """`18.25%`: up to four decimals and none that say nothing; for a value beside a threshold."""
    ratio = ratio_of(value)
    return NOTHING if ratio is None else f"{_decimals(ratio * 100, most=most)}%"


def points(milli: int | None) -> str:
    """`86`, `71.5` from thousandths of a point."""
    return NOTHING if milli is None else _decimals(Fraction(milli, 1000), most=3)


def day(value: date | datetime | str | None) -> str:
    """`2026-11-21`."""
    if value is None or value == "":
        return NOTHING
    if isinstance(value, str):
        return value[:10]
    return (timezone.localtime(value) if isinstance(value, datetime) else value).strftime(
        "%Y-%m-%d"
    )


def moment(value: datetime | None) -> str:
    """`2026-11-21 20:00`."""
    return NOTHING if value is None else timezone.localtime(value).strftime("%Y-%m-%d %H:%M")


def age(value: datetime | None, at: datetime) -> str:
    """`3 天前`, seen from `at`; what lies ahead reads as just now."""
    if value is None:
        return NOTHING
    seconds = int((at - value).total_seconds())
    if seconds < MINUTE:
        return gettext("just now")
    if seconds < HOUR:
        n = seconds // MINUTE
        return ngettext("%(n)s minute ago", "%(n)s minutes ago", n) % {"n": n}
    if seconds < DAY:
        n = seconds // HOUR
        return ngettext("%(n)s hour ago", "%(n)s hours ago", n) % {"n": n}
    n = seconds // DAY
    return ngettext("%(n)s day ago", "%(n)s days ago", n) % {"n": n}


@dataclass(frozen=True)
class Deadline:
    """A deadline in words, its state `calm`, `soon` or `late`, whether the days are provisional."""

    words: str
    state: str
    provisional: bool
    left: int


def deadline(on: date, today: date, calendar: Calendar) -> Deadline:
    """Working days left until `on` with the date: `剩 2 个工作日（11-25 前）`."""
    short = on.strftime("%m-%d") if on.year == today.year else on.isoformat()
    provisional = calendar.is_provisional(on)
    if on < today:
        n = max(working_days_between(on, today, calendar), 1)
        words = ngettext(
            "%(n)s working day late (was due %(day)s)",
            "%(n)s working days late (was due %(day)s)",
            n,
        )
        return Deadline(words % {"n": n, "day": short}, "late", provisional, -n)
    if on == today:
        return Deadline(gettext("due today (%(day)s)") % {"day": short}, "soon", provisional, 0)
    n = working_days_between(today, on, calendar)
    words = ngettext(
        "%(n)s working day left (by %(day)s)", "%(n)s working days left (by %(day)s)", n
    )
    state = "soon" if n <= 1 else "calm"
    return Deadline(words % {"n": n, "day": short}, state, provisional, n)
