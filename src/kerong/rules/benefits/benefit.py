"""A benefit 政策待遇 and the clauses 政策条款 that grant it, as frozen classes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

RELIEF, REWARD, ENTITLEMENT, QUALIFICATION = "relief", "reward", "entitlement", "qualification"
CLASSES = (RELIEF, REWARD, ENTITLEMENT, QUALIFICATION)
FORMS = ("cash", "refund", "waiver", "in_kind", "coupon", "service")
NO_APPLICATION, INSTANT, REVIEWED = "no_application", "instant", "reviewed"
MODES = (NO_APPLICATION, INSTANT, REVIEWED)
LEVELS = ("national", "province", "city", "district")
HIGHEST, STAGES = "highest", "stages"
STACKINGS = (HIGHEST, STAGES)
PERIODS = (
    *("once", "year", "3_years", "project", "year_per_project", "enterprise", "loan"),
    *("borrower", "person", "referred_firm"),
)
TOPICS = (
    *("listing", "rd", "rd_platform", "award", "qualification", "hnte", "upgrading", "operation"),
    *("commerce", "interest_subsidy", "loan_interest", "bond", "equity", "venture", "insurance"),
    *("rent", "voucher", "employment", "fees", "epidemic", "guarantee"),
)
BASES = (
    *("fixed", "fixed_by_rank", "condition", "count", "patent_points", "municipal_subsidy"),
    *("rd_spend", "deductible_rd", "main_revenue", "service_fee", "area_month", "monthly_rent"),
    *("fees_paid", "equipment_investment", "unemployment_premium", "new_graduates", "quantity"),
    *("loan_amount", "loan_interest", "actual_interest", "benchmark_interest", "rate_above"),
    *("funds_raised", "investment", "guarantee_fee", "credit_limit"),
)
LOAN_BASES = ("act/365", "act/360")
INTEREST, FEE, LIMIT = "interest", "fee", "limit"
EASES = (INTEREST, FEE, LIMIT)
CAP, AMOUNT, RATE, PRINCIPAL_CAP, MONTHS = "cap", "amount", "rate", "principal_cap", "months"
PRINCIPAL_SHARE = "principal_share"  # the most paid a year, as a share of the loan
FEE_CAP = "fee_cap"  # the highest yearly fee a programme lets a firm be asked for
LIMIT_CAP, LIMIT_SHARE = "limit_cap", "limit_share"  # a higher cap; so much more than computed


@dataclass(frozen=True, slots=True)
class OnLoan:
    """A benefit of one loan; `has_rate`: what it takes off the yearly rate is in the offer.

    `eases` what it lowers or raises: interest, the yearly fee, or the limit of a product.
    """

    formula: str
    day_count: str
    securities: tuple[str, ...]
    any_product: bool
    has_rate: bool
    eases: str = INTEREST


@dataclass(frozen=True, slots=True)
class Benefit:
    """What a policy gives and how; texts in Chinese and English as (zh, en).

    `computed_on`: what the rate is taken of, or that the amount is fixed.
    """

    class_: str
    form: str
    computed_on: str
    period: str | None
    topic: str
    level: str
    issuer: tuple[str, str]
    region: tuple[str, str]
    matter: str
    stacking: str
    joint_cap_fen: int | None
    mode: str
    document_no: str
    window: tuple[str, str] | None
    exclusive_with: tuple[str, ...]
    on_loan: OnLoan | None


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause: what stands in the document and the typed numbers of the pack's fields.

    A policy without clauses of its own is one clause that has the code of the offering.
    """

    code: str
    title: tuple[str, str]
    clause: str
    words: tuple[str, str] | None
    formula: str
    rate_words: str
    source: str
    verified: bool
    benefit: Benefit
    values: Mapping[str, Any]

    @property
    def cap_fen(self) -> int | None:
        """The most it pays in its period, or the amount itself where it is fixed."""
        found = self.values.get(CAP)
        return self.values.get(AMOUNT) if found is None else found

    @property
    def eases(self) -> str:
        """What it eases of a loan: by the numbers it fills in, else as its benefit says."""
        if self.values.get(LIMIT_CAP) or self.values.get(LIMIT_SHARE):
            return LIMIT
        loan = self.benefit.on_loan
        if self.values.get(FEE_CAP):
            return FEE
        return INTEREST if loan is None else loan.eases

    @property
    def rate(self) -> tuple[int, int] | None:
        """The rate as a pair, where it is one number."""
        return self.values.get(RATE)
