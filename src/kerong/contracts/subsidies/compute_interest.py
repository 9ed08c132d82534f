"""Interest subsidy on the very loan: from what its bank reported, step by step."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from kerong.contracts.loans.models import Loan
from kerong.contracts.loans.report_facts import facts_of
from kerong.contracts.loans.said import agreed_of, all_said
from kerong.contracts.loans.standing import Standing, standing_of
from kerong.contracts.subsidies.interest_block import Brought, read_block
from kerong.contracts.subsidies.interest_claims import (
    Choice,
    Used,
    classes_of,
    kinds_of_others,
    said_used,
    used_of,
)
from kerong.contracts.subsidies.loan_matter import (
    days_in_arrears,
    interest_paid_in,
    segments_in,
)
from kerong.contracts.subsidies.models import Subsidy as Award
from kerong.contracts.subsidies.period import Period
from kerong.finance.lpr import CONTRACT_DATE, LoanDays, Publication
from kerong.finance.segments import Segment
from kerong.finance.steps import Step
from kerong.finance.subsidy import Subsidy, subsidy_of
from kerong.finance.subsidy_terms import SubsidyClaim, SubsidyTerms
from kerong.kernel.canonical import digest
from kerong.kernel.money import Money
from kerong.kernel.ratios import ratio_text
from kerong.rules.programmes.documents import origin_document
from kerong.rules.programmes.held import Row
from kerong.rules.programmes.shipped import named, subsidies

OVERDUE, DIFFERS, UNPAID, OTHERS, MISUSED, UNVERIFIED, CONTRACT_DAY = (
    "overdue",
    "plan_differs",
    "interest_unpaid",
    "other_subsidy",
    "misused",
    "unverified",
    "contract_day",
)


@dataclass(frozen=True, slots=True)
class Computed:
    """The amount with its steps, what a reviewer should look at, and everything it stands on.

    `document` has a canonical form: the programme's row, each loan with the digest of its reports
    and its segments, what the caps had used, the steps. `before` are awards of the programme for
    these months of the matter, the first one first.
    """

    subsidy: Subsidy
    notes: tuple[str, ...]
    document: dict[str, Any]
    before: tuple[Award, ...] = ()

    @property
    def digest(self) -> str:
        return digest(self.document)


@dataclass(frozen=True, slots=True)
class _Seen:
    """One loan as of the day."""

    loan: Loan
    standing: Standing
    reports: list[dict[str, Any]]
    segments: tuple[Segment, ...]
    paid_fen: int


def compute_interest(*, loan: Loan, programme_key: str, period: Period, on: date) -> Subsidy:
    """What the programme pays on the loan for the period, by reports up to the day.

    Raises ProgrammeUnknown, NotInForce, LprNotHeld, ShareNotAgreed …
    """
    return computed_interest(loan, programme_key, period, on).subsidy


def computed_interest(
    loan: Loan,
    programme_key: str,
    period: Period,
    on: date,
    *,
    choice: Choice | None = None,
    besides: Collection[int] | None = None,
) -> Computed:
    """The same with what it stands on.

    Subsidies of this programme for the very months are what is computed anew, so they do not
    count against its caps, nor do those of `besides`.
    """
    named(subsidies(), programme_key).on(period.from_on)
    (brought,) = read_block([loan], programme_key, period)
    return computed_of(brought, on, choice=choice, besides=besides)


def computed_of(
    brought: Brought,
    on: date,
    *,
    choice: Choice | None = None,
    besides: Collection[int] | None = None,
) -> Computed:
    """The same for a loan whose block was read; asks nothing."""
    programme, period = brought.programme, brought.period
    row = named(subsidies(), programme).on(period.from_on)
    own = [each for each in brought.standing if each.programme == programme]
    anew = {each.pk for each in own}
    used = used_of(brought.claimed, period, besides=anew.union(besides or ()))
    used = used.beside(choice.taken if choice is not None else Used())
    seen = [_seen(brought, one, on) for one in brought.loans]
    seen = [each for each in seen if each.segments]
    others = kinds_of_others(brought.standing, programme)
    found: list[tuple[_Seen, Subsidy]] = []
    so_far = used
    for each in seen:
        claim = _claim(each, row.terms, brought.published, so_far, choice or Choice())
        result = subsidy_of(row.terms, _with(claim, brought.is_misused, others))
        found.append((each, result))
        so_far = so_far.plus(result.amount_fen, _concurrent(each, seen))
    whole = _joined(found)
    notes = _notes(seen, row, others, brought)
    document = _document(brought, on, row, found, used) | {"notes": list(notes)}
    if choice is not None and choice.share is not None:
        document |= {"share": str(choice.share)}
    document |= {"amount_fen": whole.amount_fen, "steps": [_said(step) for step in whole.steps]}
    before = tuple(each for each in own if each.entitlement.matter == brought.matter)
    return Computed(whole, notes, document, before)


def _seen(brought: Brought, loan: Loan, on: date) -> _Seen:
    reports, period = brought.reports[loan.pk], brought.period
    agreed, said = agreed_of(loan, brought.dues[loan.pk]), all_said(reports)
    standing = standing_of(agreed, said, on)
    late = days_in_arrears(agreed, [each for each in said if each.on <= on])
    return _Seen(
        loan=loan,
        standing=standing,
        reports=[facts_of(report) for report in reports if report.effective_on <= on],
        segments=segments_in(standing, period, late),
        paid_fen=interest_paid_in(loan, standing, period),
    )


def _claim(
    seen: _Seen,
    terms: SubsidyTerms,
    published: tuple[Publication, ...],
    used: Used,
    choice: Choice,
) -> SubsidyClaim:
    """Where the bank told no day of the contract, the day of disbursement stands for it, and a note
    says so."""
    loan = seen.loan
    ended = seen.standing.account.ended_on
    return SubsidyClaim(
        segments=seen.segments,
        days=LoanDays(
            contract_on=loan.contract_on or loan.disbursed_on,
            disbursed_on=loan.disbursed_on,
            repaid_on=ended or loan.matures_on,
        ),
        interest_paid_fen=seen.paid_fen,
        lpr=published,
        classes=classes_of(loan, terms),
        share=choice.share,
        principal_used_fen=used.principal_fen,
        firm_year_paid_fen=used.firm_year_fen,
        firm_paid_fen=used.firm_fen,
    )


def _with(claim: SubsidyClaim, misused: bool, others: frozenset[str]) -> SubsidyClaim:
    return replace(claim, misused=misused, other_subsidies=others)


def _concurrent(each: _Seen, seen: list[_Seen]) -> int:
    """Principal of a loan that stands beside another one of the matter, not before it."""
    last = max(segment.to_on for segment in each.segments)
    beside = any(
        other is not each and min(s.from_on for s in other.segments) < last for other in seen
    )
    return max(segment.balance_fen for segment in each.segments) if beside else 0


def _joined(found: list[tuple[_Seen, Subsidy]]) -> Subsidy:
    if not found:
        return Subsidy(0, (Step("期间内没有贷款余额", "no balance in the period", "0.00"),))
    if len(found) == 1:
        return found[0][1]
    steps: list[Step] = []
    for seen, result in found:
        said = Money(result.amount_fen).yuan_text()
        steps += [*result.steps[:-1], Step(f"贷款 {seen.loan.no}", f"loan {seen.loan.no}", said)]
    total = sum(result.amount_fen for _, result in found)
    return Subsidy(total, (*steps, Step("贴息金额", "subsidy", Money(total).yuan_text())))


def _notes(
    seen: list[_Seen],
    row: Row[SubsidyTerms],
    others: frozenset[str],
    brought: Brought,
) -> tuple[str, ...]:
    """Codes of what a reviewer should look at before this is awarded."""
    period = brought.period
    said = {
        OVERDUE: any(segment.overdue for each in seen for segment in each.segments),
        DIFFERS: any(
            period.from_on < line.due_on <= period.to_on
            for each in seen
            for line in each.standing.differences
        ),
        UNPAID: any(not each.paid_fen for each in seen),
        OTHERS: bool(others),
        MISUSED: brought.is_misused,
        UNVERIFIED: not row.verified,
        CONTRACT_DAY: row.terms.date_rule == CONTRACT_DATE
        and any(each.loan.contract_on is None for each in seen),
    }
    return tuple(code for code, holds in said.items() if holds)


def _document(
    brought: Brought,
    on: date,
    row: Row[SubsidyTerms],
    found: list[tuple[_Seen, Subsidy]],
    used: Used,
) -> dict[str, Any]:
    return {
        "programme": brought.programme,
        "terms": origin_document(row),
        "from_on": brought.period.from_on.isoformat(),
        "to_on": brought.period.to_on.isoformat(),
        "on": on.isoformat(),
        "used": said_used(used),
        "loans": [_loan(seen, result) for seen, result in found],
    }


def _loan(seen: _Seen, result: Subsidy) -> dict[str, Any]:
    return {
        "no": seen.loan.no,
        "report_count": seen.loan.report_count,
        "reports_digest": digest(seen.reports),
        "interest_paid_fen": seen.paid_fen,
        "amount_fen": result.amount_fen,
        "segments": [
            {
                "from_on": each.from_on.isoformat(),
                "to_on": each.to_on.isoformat(),
                "balance_fen": each.balance_fen,
                "rate": ratio_text(each.rate),
                "overdue": each.overdue,
            }
            for each in seen.segments
        ],
    }


def _said(step: Step) -> dict[str, str]:
    return {"zh": step.zh, "en": step.en, "value": step.value}
