"""Words for the codes of needs, quotes, loans and products, in the language of the page."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

WORDS: dict[str, dict[str, Any]] = {
    "mode": {
        "open": _("open to all institutions"),
        "directed": _("to one institution"),
    },
    "case_state": {
        "open": pgettext_lazy("need", "waiting to be taken"),
        "accepted": pgettext_lazy("need", "quote accepted"),
        "credited": pgettext_lazy("need", "credit approved"),
        "disbursed": pgettext_lazy("need", "paid out"),
        "closed": pgettext_lazy("need", "closed"),
        "withdrawn": pgettext_lazy("need", "withdrawn"),
        "unmet": pgettext_lazy("need", "taken by nobody"),
    },
    "security": {
        "credit": pgettext_lazy("security", "unsecured"),
        "guarantee": pgettext_lazy("security", "guarantee"),
        "mortgage": pgettext_lazy("security", "mortgage"),
        "pledge": pgettext_lazy("security", "pledge"),
        "any": pgettext_lazy("security", "any"),
    },
    "purpose": {
        "working_capital": _("day-to-day working capital"),
        "research": _("research and development"),
        "equipment": _("equipment"),
        "premises": _("building of premises"),
        "repay": _("repaying another loan"),
        "other": pgettext_lazy("purpose", "other"),
    },
    "stage": {
        "taken": pgettext_lazy("take-up", "taken"),
        "contacted": pgettext_lazy("take-up", "contacted"),
        "quoted": pgettext_lazy("take-up", "quoted"),
        "accepted": pgettext_lazy("take-up", "quote accepted"),
        "credited": pgettext_lazy("take-up", "credit approved"),
        "disbursed": pgettext_lazy("take-up", "paid out"),
        "released": pgettext_lazy("take-up", "released"),
    },
    "release": {
        "refused": _("refused by the institution"),
        "late_contact": _("no contact in time"),
        "late_decision": _("no answer in time"),
        "lapsed": _("quote lapsed"),
        "not_chosen": _("another quote was chosen"),
        "withdrawn": _("need withdrawn"),
    },
    "method": {
        "annuity": _("equal instalments"),
        "equal-principal": _("equal principal"),
        "interest-first": _("interest first, principal at the end"),
        "bullet": _("all at the end"),
    },
    "day_count": {
        "30/360": _("by months (30/360)"),
        "act/365": _("by days (act/365)"),
        "act/360": _("by days (act/360)"),
    },
    "fee_when": {
        "upfront": _("once, at drawing"),
        "yearly": _("every year"),
    },
    "level": {
        "5": _("very satisfied"),
        "4": _("satisfied"),
        "3": _("rather satisfied"),
        "2": _("dissatisfied"),
        "1": _("very dissatisfied"),
    },
    "report": {
        "disbursed": pgettext_lazy("loan report", "paid out"),
        "balance": pgettext_lazy("loan report", "balance"),
        "overdue": pgettext_lazy("loan report", "overdue"),
        "classified": pgettext_lazy("loan report", "classified"),
        "settled": pgettext_lazy("loan report", "settled"),
    },
    "listing_guarantee": {
        "credit": pgettext_lazy("security", "unsecured"),
        "guarantee": pgettext_lazy("security", "guarantee"),
        "gov_guarantee": _("government-backed guarantee"),
        "risk_pool": _("risk-compensation pool"),
        "ip_pledge": _("pledge of intellectual property"),
        "mortgage": pgettext_lazy("security", "mortgage"),
        "insurance": _("credit insurance"),
        "mixed": _("several kinds of security"),
        "credit+risk_fund": _("unsecured, with risk compensation"),
        "credit+gov_guarantee": _("unsecured, with government-backed guarantee"),
    },
    "listing_state": {
        "draft": pgettext_lazy("listing", "not on the shelf"),
        "live": pgettext_lazy("listing", "on the shelf"),
        "retired": pgettext_lazy("listing", "off the shelf"),
    },
    "revision_state": {
        "draft": pgettext_lazy("form", "draft"),
        "submitted": pgettext_lazy("form", "waiting for approval"),
        "returned": pgettext_lazy("form", "sent back"),
        "approved": pgettext_lazy("form", "approved"),
    },
    "listing_kind": {
        "loan": pgettext_lazy("listing", "loan"),
        "service": pgettext_lazy("listing", "service"),
    },
    "loan_category": {
        "online_credit": pgettext_lazy("category", "credit granted online"),
        "operating": pgettext_lazy("category", "working-capital loan"),
        "tax_loan": pgettext_lazy("category", "tax-based loan"),
        "invoice": pgettext_lazy("category", "invoice-based loan"),
        "tech_general": pgettext_lazy("category", "loan for technology firms"),
        "high_tech": pgettext_lazy("category", "loan for high-tech enterprises"),
        "specialized_sme": pgettext_lazy("category", "loan for SRDI enterprises"),
        "points_loan": pgettext_lazy("category", "loan by innovation points"),
        "credit_ip": pgettext_lazy("category", "loan by knowledge value"),
        "ip_pledge": pgettext_lazy("category", "loan on pledged patents"),
        "rd_loan": pgettext_lazy("category", "research loan"),
        "talent": pgettext_lazy("category", "loan for talents"),
        "tech_transfer": pgettext_lazy("category", "loan for technology transfer"),
        "startup": pgettext_lazy("category", "loan for start-ups"),
        "equity_debt": pgettext_lazy("category", "loan beside equity"),
        "gov_guarantee": pgettext_lazy("category", "government-guaranteed loan"),
        "guarantee": pgettext_lazy("category", "guaranteed loan"),
        "guarantee_pool": pgettext_lazy("category", "loan of a guarantee pool"),
        "risk_pool": pgettext_lazy("category", "loan with risk compensation"),
        "insurance": pgettext_lazy("category", "insured loan"),
        "mortgage": pgettext_lazy("category", "mortgage loan"),
        "mortgage_topup": pgettext_lazy("category", "top-up of a mortgage loan"),
        "order_loan": pgettext_lazy("category", "order loan"),
        "shop_loan": pgettext_lazy("category", "loan for shops"),
        "zone_programme": pgettext_lazy("category", "programme of a zone"),
    },
    "service_category": {
        "settlement": pgettext_lazy("category", "settlement account"),
        "payroll": pgettext_lazy("category", "payroll"),
        "collection_code": pgettext_lazy("category", "collection code"),
        "corporate_wealth": pgettext_lazy("category", "corporate wealth management"),
        "foreign_exchange": pgettext_lazy("category", "cross-border settlement"),
        "acceptance": pgettext_lazy("category", "bank acceptance"),
        "bill_discount": pgettext_lazy("category", "bill discounting"),
        "letter_of_guarantee": pgettext_lazy("category", "letter of guarantee"),
        "letter_of_credit": pgettext_lazy("category", "letter of credit"),
        "cash_management": pgettext_lazy("category", "group cash management"),
        "deposit_escrow": pgettext_lazy("category", "escrow account"),
        "custody_account_opening": pgettext_lazy("category", "account opening"),
        "factoring_service": pgettext_lazy("category", "receivables management"),
        "erp": pgettext_lazy("category", "management software"),
        "e_invoice": pgettext_lazy("category", "invoice and tax software"),
        "hr_software": pgettext_lazy("category", "HR and payroll software"),
        "bookkeeping": pgettext_lazy("category", "bookkeeping"),
        "tech_insurance": pgettext_lazy("category", "technology insurance"),
        "ip_valuation": pgettext_lazy("category", "valuation of intellectual property"),
        "equity_advice": pgettext_lazy("category", "advice on equity"),
        "listing_advice": pgettext_lazy("category", "advice on going public"),
        "shop_pack": pgettext_lazy("category", "pack for shops"),
        "staff_benefits": pgettext_lazy("category", "staff benefits"),
    },
    "run_kind": {
        "nightly": pgettext_lazy("run", "every night"),
        "asked": pgettext_lazy("run", "at once"),
        "what_if": pgettext_lazy("run", "trial of a draft"),
    },
    "run_state": {
        "planned": pgettext_lazy("run", "queued"),
        "running": pgettext_lazy("run", "under way"),
        "done": pgettext_lazy("run", "done"),
        "failed": pgettext_lazy("run", "given up"),
    },
    "effect": {
        "gains": pgettext_lazy("effect", "gains"),
        "loses": pgettext_lazy("effect", "loses"),
        "shifts": pgettext_lazy("effect", "answers differ"),
        "none": pgettext_lazy("effect", "no change"),
    },
    "rule_outcome": {
        "meets": pgettext_lazy("outcome", "meets"),
        "fails": pgettext_lazy("outcome", "does not meet"),
        "unknown": pgettext_lazy("outcome", "unknown"),
    },
    "size_class": {
        "large": pgettext_lazy("size", "large"),
        "medium": pgettext_lazy("size", "medium"),
        "small": pgettext_lazy("size", "small"),
        "micro": pgettext_lazy("size", "micro"),
    },
    "growth_stage": {
        "start_up": pgettext_lazy("stage", "start-up"),
        "growth": pgettext_lazy("stage", "growth"),
        "mature": pgettext_lazy("stage", "mature"),
    },
    "peer_band": {
        "top_10": _("among the top 10 %"),
        "top_25": _("among the top 25 %"),
        "upper_half": _("in the upper half"),
        "lower_half": _("in the lower half"),
        "last_25": _("among the last 25 %"),
    },
    "institution_kind": {
        "bank": _("bank"),
        "guarantor": _("financing guarantor"),
        "insurer": _("insurer"),
        "fund": _("investment fund"),
        "lessor": _("lessor"),
        "local_finance": _("local financial organisation"),
        "appraiser": _("appraiser"),
        "adviser": _("adviser"),
        "broker": _("securities firm"),
        "regional_market": _("regional equity market"),
        "core_firm": _("core firm of a supply chain"),
        "university": _("university or institute"),
    },
}


def said(code: Any, vocabulary: str) -> str:
    """The words of a code; a code without words is shown as it is, nothing as a dash."""
    if code is None or code == "":
        return "—"
    return str(WORDS[vocabulary].get(str(code), code))


def choices(vocabulary: str) -> list[tuple[str, Any]]:
    """Choices of a form field."""
    return list(WORDS[vocabulary].items())
