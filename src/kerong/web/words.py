"""Words for the codes of needs, quotes, loans and products, in the language of the page."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kerong.web.application_words import APPLICATION_WORDS
from kerong.web.bridge_words import BRIDGE_WORDS
from kerong.web.category_words import CATEGORY_WORDS
from kerong.web.claim_words import CLAIM_WORDS
from kerong.web.guarantee_words import GUARANTEE_WORDS
from kerong.web.insurance_words import INSURANCE_WORDS
from kerong.web.payment_words import PAYMENT_WORDS
from kerong.web.pledge_words import PLEDGE_WORDS
from kerong.web.policy_words import POLICY_WORDS
from kerong.web.subsidy_words import SUBSIDY_WORDS

_OWN: dict[str, dict[str, Any]] = {
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
        "revolving": _("drawn and repaid on call, interest each month"),
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
        "drawdown": pgettext_lazy("loan report", "drawdown"),
        "repayment": pgettext_lazy("loan report", "repayment"),
        "early_repayment": pgettext_lazy("loan report", "early repayment"),
        "arrears": pgettext_lazy("loan report", "arrears"),
        "penalty_interest": pgettext_lazy("loan report", "penalty interest"),
        "rate_change": pgettext_lazy("loan report", "change of the rate"),
        "classification": pgettext_lazy("loan report", "classification"),
        "extension": pgettext_lazy("loan report", "extension"),
        "renewal": pgettext_lazy("loan report", "repaid by a renewal"),
        "settlement": pgettext_lazy("loan report", "settlement"),
        "write_off": pgettext_lazy("loan report", "write-off"),
        "void": pgettext_lazy("loan report", "report withdrawn"),
    },
    "early_effect": {
        "lower_instalment": _("same term, smaller instalments"),
        "shorter_term": _("same instalments, shorter term"),
        "next_dues": _("counts against the next instalments"),
    },
    "five_categories": {
        "normal": pgettext_lazy("five categories", "normal"),
        "attention": pgettext_lazy("five categories", "special mention"),
        "substandard": pgettext_lazy("five categories", "substandard"),
        "doubtful": pgettext_lazy("five categories", "doubtful"),
        "loss": pgettext_lazy("five categories", "loss"),
    },
    "loan_state": {
        "active": pgettext_lazy("loan", "running"),
        "settled": pgettext_lazy("loan", "settled"),
        "renewed": pgettext_lazy("loan", "renewed"),
        "written_off": pgettext_lazy("loan", "written off"),
    },
    "standing": {
        "active": pgettext_lazy("loan", "running"),
        "overdue": pgettext_lazy("loan", "in arrears"),
        "maturing": pgettext_lazy("loan", "maturing soon"),
        "ended": pgettext_lazy("loan", "ended"),
    },
    "line_state": {
        "coming": pgettext_lazy("instalment", "to come"),
        "ahead": pgettext_lazy("instalment", "paid early"),
        "paid": pgettext_lazy("instalment", "paid"),
        "partly": pgettext_lazy("instalment", "partly paid"),
        "overdue": pgettext_lazy("instalment", "not reported as paid"),
    },
    "report_source": {
        "form": pgettext_lazy("source", "page"),
        "file": pgettext_lazy("source", "file"),
        "api": pgettext_lazy("source", "interface"),
        "platform": pgettext_lazy("source", "the platform"),
    },
    "renewal_condition": {
        "lawful": _("The firm operates lawfully."),
        "stable": _("The business is stable and goes on."),
        "credit": _("Good credit: no misuse, no interest in arrears, no evasion of debts."),
        "standard": _("The standard for a new loan is met."),
        "other": _("The bank's other conditions are met."),
    },
    "condition_state": {
        "holds": pgettext_lazy("condition", "known to hold"),
        "fails": pgettext_lazy("condition", "known not to hold"),
        "declared": pgettext_lazy("condition", "declared by the firm"),
        "unknown": pgettext_lazy("condition", "unknown"),
        "bank": pgettext_lazy("condition", "for the bank to judge"),
    },
    "loan_request": {
        "renewal": _("renewal without repayment"),
        "extension": pgettext_lazy("loan request", "extension"),
    },
    "request_state": {
        "submitted": pgettext_lazy("loan request", "waits for an answer"),
        "proposed": pgettext_lazy("loan request", "waits for a second person"),
        "approved": pgettext_lazy("loan request", "granted, to be carried out"),
        "done": pgettext_lazy("loan request", "done"),
        "refused": pgettext_lazy("loan request", "not granted"),
        "withdrawn": pgettext_lazy("loan request", "withdrawn"),
        "lapsed": pgettext_lazy("loan request", "lapsed"),
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
        "top_10": _("among the top 10%"),
        "top_25": _("among the top 25%"),
        "upper_half": _("in the upper half"),
        "lower_half": _("in the lower half"),
        "last_25": _("among the last 25%"),
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


def together(*tables: Mapping[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """All vocabularies by name. Raises ValueError for a name that two tables give."""
    found: dict[str, dict[str, Any]] = {}
    for table in tables:
        if twice := found.keys() & table.keys():
            raise ValueError(f"vocabularies of one name: {sorted(twice)}")
        found.update(table)
    return found


WORDS = together(
    _OWN,
    APPLICATION_WORDS,
    BRIDGE_WORDS,
    CATEGORY_WORDS,
    CLAIM_WORDS,
    GUARANTEE_WORDS,
    INSURANCE_WORDS,
    PAYMENT_WORDS,
    PLEDGE_WORDS,
    POLICY_WORDS,
    SUBSIDY_WORDS,
)


def said(code: Any, vocabulary: str) -> str:
    """The words of a code; a code without words is shown as it is, nothing as a dash."""
    if code is None or code == "":
        return "—"
    return str(WORDS[vocabulary].get(str(code), code))


def choices(vocabulary: str) -> list[tuple[str, Any]]:
    """Choices of a form field."""
    return list(WORDS[vocabulary].items())
