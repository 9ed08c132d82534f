"""Days of the clocks of an application by date, each with its source and whether it is verified."""

from dataclasses import dataclass
from datetime import date

from kerong.cases.models import Application
from kerong.kernel.dated import in_force

S = Application.State


@dataclass(frozen=True, slots=True)
class Days:
    """`verified` is False until somebody has read the clause in the official text."""

    count: int
    source: str
    verified: bool = False


_OURS = "平台默认值：未见公开规定"
_LICENSING = "参照行政许可法"


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationDays:
    """An application keeps the numbers of the day it was submitted. Working days, but for
    `draft` and `draft_told`: a draft nobody touched lapses, and the firm is told before.
    """

    since: date
    accept: Days = Days(5, f"{_LICENSING}第三十二条：五日内一次告知，逾期视为受理")
    correction: Days = Days(5, f"{_LICENSING}第三十二条：一次性告知补正")
    review: Days = Days(10, _OURS)
    decision: Days = Days(20, f"{_LICENSING}第四十二条：二十日内作出决定")
    publicity: Days = Days(5, _OURS)  # at least; a clause may ask for more
    reply: Days = Days(10, _OURS)  # intent and account of a firm that did not apply
    draft: Days = Days(90, _OURS)
    draft_told: Days = Days(7, _OURS)


DAYS = (ApplicationDays(since=date(2020, 1, 1)),)


def days_on(day: date) -> ApplicationDays:
    """The numbers in force on a day; before the first date, the first ones."""
    return in_force(DAYS, day)


def clock_of(application: Application, day: date) -> Days | None:
    """The clock behind `due_on`, for a page to say whether it is verified; `day` it was sent."""
    days = days_on(day)
    if application.shape == Application.Shape.AUTOMATIC:
        return days.reply
    clocks: dict[str, Days] = {
        S.DRAFT: days.draft,
        S.SUBMITTED: days.accept,
        S.CORRECTION: days.correction,
        S.ACCEPTED: days.decision,
        S.PROPOSED: days.decision,
        S.PUBLICITY: days.publicity,
        S.RECHECK: days.publicity,
    }
    return clocks.get(application.state)
