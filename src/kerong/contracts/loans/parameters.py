"""Numbers of renewal, extension and reminders by date, with source, clause and whether verified."""

from dataclasses import dataclass
from datetime import date

from kerong.kernel.dated import in_force


@dataclass(frozen=True, slots=True, kw_only=True)
class RenewalRule:
    """无还本续贷. Small and micro firms always; medium ones for loans maturing by `medium_until`.

    `offer_days` before maturity the platform offers it and takes applications.
    """

    since: date
    medium_until: date
    offer_days: int
    source: str
    clause: str
    verified: bool
    offer_source: str = "平台约定"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtensionRule:
    """展期: how long a loan may be extended in all, by its first term in months.

    Up to `short_months`: at most the first term; up to `medium_months`: half of it; longer:
    `long_most_months`. Recalled, not read in the official text: `verified` is False.
    """

    since: date
    short_months: int
    medium_months: int
    long_most_months: int
    source: str
    clause: str
    verified: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskRule:
    """The platform's own days: working days to answer, days before a due day to remind."""

    since: date
    answer_days: int
    remind_days: tuple[int, ...]
    source: str
    verified: bool


RENEWALS = (
    RenewalRule(
        since=date(2024, 9, 24),
        medium_until=date(2027, 9, 30),
        offer_days=60,
        source="金规〔2024〕13号",
        clause="扩大续贷对象与期限（中型企业三年内）",
        verified=False,
    ),
)
EXTENSIONS = (
    ExtensionRule(
        since=date(1996, 8, 1),
        short_months=12,
        medium_months=60,
        long_most_months=36,
        source="贷款通则（1996）",
        clause="第十二条",
        verified=False,
    ),
)
DESKS = (
    DeskRule(
        since=date(2020, 1, 1),
        answer_days=7,
        remind_days=(7, 3),
        source="平台约定",
        verified=False,
    ),
)


def renewal_rule(day: date) -> RenewalRule:
    return in_force(RENEWALS, day)


def extension_rule(day: date) -> ExtensionRule:
    return in_force(EXTENSIONS, day)


def desk_rule(day: date) -> DeskRule:
    return in_force(DESKS, day)


def most_extension_months(first_months: int, rule: ExtensionRule) -> int:
    """12 months → 12 more; 36 → 18; 35 → 17 (a half month is not granted); 120 → 36."""
    if first_months <= rule.short_months:
        return first_months
    if first_months <= rule.medium_months:
        return first_months // 2
    return rule.long_most_months


def longest_extension(rule: ExtensionRule) -> int:
    """Months by which a loan of any term may be extended at most: of 12, 30 and 36 it is 36."""
    return max(rule.short_months, rule.medium_months // 2, rule.long_most_months)
