"""登记记录种类 Kinds of record, their statuses, and which fact is counted from which kind."""

from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache

from kerong.evidence.tables import read_table

NONE = "none"
STATUSES: dict[str, tuple[str, str]] = {
    "applied": ("申请中", "applied for"),
    "valid": ("有效", "valid"),
    "pledged": ("已质押", "pledged"),
    "expired": ("已失效", "no longer valid"),
    "pending": ("未结", "pending"),
    "closed": ("已结", "closed"),
    NONE: ("无", "none on file"),
}
_STATUS_BY_ZH = {zh: code for code, (zh, _) in STATUSES.items()}


@dataclass(frozen=True, slots=True)
class RecordKind:
    code: str
    zh: str
    en: str
    category: int

    def say(self, language: str) -> str:
        return self.en if language.startswith("en") else self.zh


@dataclass(frozen=True, slots=True)
class CountRule:
    """How one fact follows from the records of some kinds.

    `rule` is valid, pledged, pending (counts on the day), filed, started (counts within the last
    `months`), holds (a flag) or last_day (the last day of validity).
    """

    fact: str
    kinds: tuple[str, ...]
    rule: str
    months: int


@cache
def record_kinds() -> dict[str, RecordKind]:
    return {
        row["code"]: RecordKind(row["code"], row["zh"], row["en"], int(row["category"]))
        for row in read_table("record_kinds")
    }


@cache
def count_rules() -> tuple[CountRule, ...]:
    return tuple(
        CountRule(
            fact=row["fact"],
            kinds=tuple(row["kinds"].split("|")),
            rule=row["rule"],
            months=int(row["months"] or 0),
        )
        for row in read_table("record_counts")
    )


def find_kind(text: str) -> RecordKind | None:
    """By code or Chinese name."""
    return _by_spelling().get(text)


def nearest_kind(text: str) -> str | None:
    close = get_close_matches(text, _by_spelling(), n=1, cutoff=0.5)
    return _by_spelling()[close[0]].code if close else None


def find_status(text: str) -> str | None:
    """By code or Chinese name."""
    return text if text in STATUSES else _STATUS_BY_ZH.get(text)


@cache
def _by_spelling() -> dict[str, RecordKind]:
    return {kind.zh: kind for kind in record_kinds().values()} | record_kinds()
