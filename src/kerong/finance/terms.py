"""What a loan is agreed on, and the checks every computation relies on."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from kerong.kernel.errors import Invalid

ANNUITY, EQUAL_PRINCIPAL, INTEREST_FIRST, BULLET = (
    "annuity",
    "equal-principal",
    "interest-first",
    "bullet",
)
METHODS = (ANNUITY, EQUAL_PRINCIPAL, INTEREST_FIRST, BULLET)
REVOLVING = "revolving"
PLAN_METHODS = (*METHODS, REVOLVING)

THIRTY_360, ACT_365, ACT_360 = "30/360", "act/365", "act/360"
DAY_COUNTS = (THIRTY_360, ACT_365, ACT_360)
DAYS_OF_YEAR = {THIRTY_360: 360, ACT_365: 365, ACT_360: 360}

MOST_MONTHS = 600
MOST_FEN = 10**15


class TermsOutOfRange(Invalid):
    """Facts: `field`, `value`, `least`, `most`."""

    code = "finance.terms_out_of_range"
    zh = "{field} 为 {value}，应在 {least} 与 {most} 之间。"
    en = "{field} is {value}; it must lie between {least} and {most}."


class TermsUnknown(Invalid):
    """Facts: `field`, `value`, `choices`."""

    code = "finance.terms_unknown"
    zh = "{field} 不能是“{value}”，可选：{choices}。"
    en = "{field} cannot be {value!r}; choose one of {choices}."


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """Principal in fen, annual rate as an exact ratio (0.0345), whole months from `start_on`.

    A revolving line (随借随还) pays interest each month on what is drawn and principal on call; its
    principal is the most that may be drawn, and one drawn whole at once is an interest-first loan.
    Raises TermsOutOfRange or TermsUnknown.
    """

    principal_fen: int
    annual_rate: Fraction
    months: int
    method: str
    day_count: str
    start_on: date

    def __post_init__(self) -> None:
        require_choice("method", self.method, PLAN_METHODS)
        require_choice("day_count", self.day_count, DAY_COUNTS)
        require_range("principal_fen", self.principal_fen, 1, MOST_FEN)
        require_range("months", self.months, 1, MOST_MONTHS)
        require_range("annual_rate", self.annual_rate, Fraction(0), Fraction(1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Fee:
    """A cost beside interest: once at drawing, or at the start of each loan year."""

    amount_fen: int
    yearly: bool = False


def require_choice(field: str, value: str, choices: tuple[str, ...]) -> None:
    """Raises TermsUnknown."""
    if value not in choices:
        raise TermsUnknown(field=field, value=value, choices=", ".join(choices))


def require_range(
    field: str, value: int | Fraction, least: int | Fraction, most: int | Fraction
) -> None:
    """Both ends in. Raises TermsOutOfRange."""
    if not least <= value <= most:
        raise TermsOutOfRange(field=field, value=str(value), least=str(least), most=str(most))
