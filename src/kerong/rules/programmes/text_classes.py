"""The tables of programmes as they are written: what the reader fills."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from kerong.finance.bridge_fees import DAY_KINDS
from kerong.finance.lpr import DATE_RULES, ONE_YEAR, TENORS
from kerong.finance.pledging import AFTER_CORRECTION, DAYS_ARE, WORKING
from kerong.finance.splits import AGREED, LARGEST_REMAINDER, LENDER, RECOVERIES, RESTS
from kerong.finance.subsidy_terms import SUBSIDY_KINDS
from kerong.finance.terms import ACT_365, DAY_COUNTS
from kerong.rules.document import Place
from kerong.rules.text_classes import BasisText
from kerong.rules.words_text import WordsText


def one_of(*choices: str, default: Any = None) -> Any:
    """A closed list; without a default the key has to be written."""
    if default is None:
        return field(metadata={"choices": choices})
    return field(default=default, metadata={"choices": choices})


@dataclass(frozen=True, kw_only=True)
class DatedText:
    """What every dated row says beside its numbers; `assumed` is what its document leaves open."""

    place: Place
    clause: str
    verified: bool
    assumed: WordsText | None = None
    document: str | None = None
    source: str | None = None


@dataclass(frozen=True, kw_only=True)
class PayerText:
    """`share` of the principal; `interest` whether lost interest is covered; `parts` sub-shares."""

    place: Place
    title: WordsText
    share: str
    interest: bool
    parts: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class CapText:
    """The most a payer pays for one firm, bank or year."""

    place: Place
    payer: str
    scope: str
    most: str


@dataclass(frozen=True, kw_only=True)
class SplitTermsText(DatedText):
    lender: str = "bank"
    least_lender: str | None = None
    payers: dict[str, PayerText]
    rest: str = one_of(*RESTS, default=LARGEST_REMAINDER)
    overflow: str = LENDER
    recovery: str = one_of(*RECOVERIES, default=AGREED)
    caps: dict[str, CapText] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class ShareText:
    place: Place
    least: str
    most: str


@dataclass(frozen=True, kw_only=True)
class SubsidyTermsText(DatedText):
    kind: str = one_of(*SUBSIDY_KINDS)
    shares: dict[str, ShareText]
    date_rule: str | None = one_of(*DATE_RULES, default="")
    tenor: str = one_of(*TENORS, default=ONE_YEAR)
    rate: str | None = None
    day_count: str = one_of(*DAY_COUNTS, default=ACT_365)
    actual_rate_at_most: bool = False
    principal_cap: str | None = None
    firm_year_cap: str | None = None
    firm_cap: str | None = None
    months: int | None = None
    counts_from: str | None = None
    excludes: list[str] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class FeeStepText:
    place: Place
    from_day: int
    rate: str


@dataclass(frozen=True, kw_only=True)
class BridgeTermsText(DatedText):
    steps: list[FeeStepText]
    day_kind: str = one_of(*DAY_KINDS)
    most: str
    most_days: int
    renewal_share: str = "100%"
    relief_until: str | None = None
    users: dict[str, str] = field(default_factory=dict)
    excludes: list[str] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class GuaranteeTermsText(DatedText):
    """Fee a year, re-guarantee fee by ticket, part covered, claim-rate cap, exposure per firm."""

    fee: str
    reguarantee_fee: str
    small_ticket: str | None = None
    small_ticket_fee: str | None = None
    covered: str
    claim_rate_cap: str
    firm_cap: str | None = None


@dataclass(frozen=True, kw_only=True)
class BreakerTermsText(DatedText):
    metric: str
    effect: str
    warn: str
    suspend: str
    resume: str


@dataclass(frozen=True, kw_only=True)
class PledgeRatesText(DatedText):
    """The most lent on the assessed value by kind of asset, and the longest term."""

    rates: dict[str, str]
    longest_months: int


@dataclass(frozen=True, kw_only=True)
class RefusalText:
    """`waivable`: registered all the same where the parties, once told, insist in writing."""

    place: Place
    title: WordsText
    waivable: bool = False


@dataclass(frozen=True, kw_only=True)
class PapersText:
    """Kind of paper → when it is needed, for each kind of filing."""

    place: Place
    create: dict[str, str]
    change: dict[str, str]
    release: dict[str, str]


@dataclass(frozen=True, kw_only=True)
class RegistrationText(DatedText):
    """`fee` is absent where the source says nothing of one."""

    office: WordsText
    fee: str | None = None
    days: int
    days_are: str = one_of(*DAYS_ARE, default=WORKING)
    after_correction: str = one_of(*AFTER_CORRECTION)
    papers: PapersText
    refusals: dict[str, RefusalText]


@dataclass(frozen=True, kw_only=True)
class TableText:
    """The head of every table; `terms` are its rows by the day they come into force."""

    place: Place
    key: str
    title: WordsText
    basis: BasisText
    until: str | None = None

    def rows(self) -> Mapping[str, DatedText]:
        """Its rows by the day they come into force, whatever their kind."""
        found: Mapping[str, DatedText] = vars(self)["terms"]
        return found


@dataclass(frozen=True, kw_only=True)
class SplitTable(TableText):
    terms: dict[str, SplitTermsText]


@dataclass(frozen=True, kw_only=True)
class SubsidyTable(TableText):
    terms: dict[str, SubsidyTermsText]


@dataclass(frozen=True, kw_only=True)
class BridgeTable(TableText):
    terms: dict[str, BridgeTermsText]


@dataclass(frozen=True, kw_only=True)
class GuaranteeTable(TableText):
    terms: dict[str, GuaranteeTermsText]


@dataclass(frozen=True, kw_only=True)
class BreakerTable(TableText):
    terms: dict[str, BreakerTermsText]


@dataclass(frozen=True, kw_only=True)
class PledgeRatesTable(TableText):
    terms: dict[str, PledgeRatesText]


@dataclass(frozen=True, kw_only=True)
class RegistrationTable(TableText):
    terms: dict[str, RegistrationText]
