"""What papers about needs and loans have in common, and whether what they confirm still holds."""

from collections.abc import Mapping
from typing import Any

from kerong.cases.access import case_for
from kerong.cases.models import Acceptance, Case, CreditDecision, Quote
from kerong.catalogue.models.listing import DayCount, Method
from kerong.contracts.loans.access import loan_for
from kerong.documents.matters import Matter
from kerong.documents.phrases import ISSUER, paid, rate_zh, reservations, said, states
from kerong.parties.models import Enterprise

ACCEPTANCE, CREDIT, PLAN = "acceptance", "credit", "loan_plan"


def method_zh(method: str, day_count: str) -> str:
    return f"{Method(method).label}，{DayCount(day_count).label}"


def head(topic: str, zh: str, en: str, firm: Enterprise) -> dict[str, Any]:
    """Title, issuer and addressee."""
    return {
        "topic": topic,
        "title": {"zh": zh, "en": en},
        "issuer": ISSUER,
        "addressee": {"name": firm.name, "reference": f"enterprise:{firm.pk}"},
    }


def about_firm(firm: Enterprise) -> list[str]:
    return reservations(is_unverified=firm.is_unverified, is_sample=firm.is_sample)


def quote_no(quote: Quote) -> str:
    """As people name it: the number of the take-up and which offer under it."""
    return f"{quote.take_up.no}/{quote.no}"


def terms_of(case: Case, quote: Quote, *, amount_fen: int, rate_ppm: int) -> list[dict[str, Any]]:
    """The rows of terms of a need that was answered."""
    return [
        said("需求编号", "Need", case.no),
        said("报价编号", "Quote", quote_no(quote)),
        said("金融机构", "Institution", quote.take_up.institution.name),
        paid("金额", "Amount", amount_fen),
        said("年化利率", "Annual rate", rate_zh(rate_ppm)),
        said("期限", "Term", f"{quote.term_months}个月"),
        said("还款方式", "Repayment", method_zh(quote.method, quote.day_count)),
        said("担保方式", "Security", Case.Security(quote.security).label),
        said("综合融资成本（年化）", "All-in cost a year", rate_zh(quote.all_in_ppm)),
    ]


def _case_holds(no: str, topic: str, facts: Mapping[str, Any]) -> bool:
    """The very quote is still the chosen one; the credit still stands on a live take-up."""
    if topic == ACCEPTANCE:
        standing = Acceptance.objects.filter(case__no=no, ended_at=None)
        quotes = [row.quote for row in standing.select_related("quote__take_up")]
    else:
        approved = CreditDecision.objects.filter(
            take_up__case__no=no,
            take_up__released_at=None,
            approved_at__isnull=False,
            returned_at=None,
        )
        quotes = [row.quote for row in approved.select_related("quote__take_up")]
    return any(states(facts["particulars"], quote_no(quote)) for quote in quotes)


CASE_MATTER = Matter(require_seen=case_for, holds=_case_holds)
# An extract says what was so on its day; no later day makes that untrue.
LOAN_MATTER = Matter(require_seen=loan_for, holds=lambda no, topic, facts: True)
