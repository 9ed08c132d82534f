"""Benefit and clauses of a policy as written: what the reader fills and the schema shows."""

from dataclasses import dataclass, field
from typing import Any

from kerong.rules.benefits.benefit import (
    BASES,
    CLASSES,
    EASES,
    FORMS,
    HIGHEST,
    INTEREST,
    LEVELS,
    LOAN_BASES,
    MODES,
    PERIODS,
    REVIEWED,
    STACKINGS,
    TOPICS,
)
from kerong.rules.document import Place, Raw
from kerong.rules.words_text import WordsText


def _one_of(*choices: str, **more: Any) -> Any:
    return field(**more, metadata={"choices": choices})


@dataclass(frozen=True, kw_only=True)
class OnLoanText:
    """A benefit of one loan: `formula` names the money formula that computes it on that very loan.

    `rate` is what it takes off the yearly rate of any loan, where that can be said beforehand;
    `securities` narrow it to loans secured in these ways, and `any_product` says that no product
    of a certain name is asked for: without it only products count that name this policy as theirs.
    `eases`: interest, the yearly fee (down to `fee_cap` of the clause, or given back), or the limit
    (up to `limit_cap`, or more by `limit_share`).
    """

    place: Place
    formula: str
    rate: str | None = None
    day_count: str = _one_of(*LOAN_BASES, default=LOAN_BASES[0])
    securities: list[str] | None = None
    any_product: bool = False
    eases: str = _one_of(*EASES, default=INTEREST)


@dataclass(frozen=True, kw_only=True)
class BenefitText:
    """What a policy gives: class, form, base and amount, and who gives it in which way.

    `matter` names what it is paid for: of several with one matter the highest counts, or all of
    them as stages up to `joint_cap`.
    """

    place: Place
    class_: str = field(metadata={"key": "class", "choices": CLASSES})
    form: str = _one_of(*FORMS)
    computed_on: str = field(metadata={"key": "base", "choices": BASES})
    period: str | None = _one_of(*PERIODS, default=None)
    topic: str = _one_of(*TOPICS)
    level: str = _one_of(*LEVELS)
    issuer: WordsText
    region: WordsText
    matter: str
    stacking: str = _one_of(*STACKINGS, default=HIGHEST)
    joint_cap: str | None = None
    mode: str = _one_of(*MODES, default=REVIEWED)
    document_no: str | None = None
    window: WordsText | None = None
    exclusive_with: list[str] | None = None
    amount: str | None = None
    on_loan: OnLoanText | None = None


@dataclass(frozen=True, kw_only=True)
class ClauseText:
    """One clause of a policy: its own words and the numbers it fills into the pack's fields.

    `rate` repeats how the document words a rate that is no single number. What is said here of
    base, period, topic, class, form and matter stands in for what the benefit says.
    """

    place: Place
    title: WordsText
    clause: str | None = None
    words: WordsText | None = None
    formula: str | None = None
    rate: str | None = None
    source: str | None = None
    verified: bool | None = None
    computed_on: str | None = field(default=None, metadata={"key": "base", "choices": BASES})
    period: str | None = _one_of(*PERIODS, default=None)
    topic: str | None = _one_of(*TOPICS, default=None)
    class_: str | None = field(default=None, metadata={"key": "class", "choices": CLASSES})
    form: str | None = _one_of(*FORMS, default=None)
    matter: str | None = None
    level: str | None = _one_of(*LEVELS, default=None)
    issuer: WordsText | None = None
    region: WordsText | None = None
    numbers: dict[str, Raw] = field(default_factory=dict)
