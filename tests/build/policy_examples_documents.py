"""Examples for the addresses of issued documents and of the acts that issue them."""

from django.utils.timezone import localdate

from kerong.cases.issue_credit_letter import issue_credit_letter
from kerong.evidence.grant_consent import Terms, grant_consent
from kerong.evidence.models import Consent
from tests.build.policy_examples import Arguments, example
from tests.build.sides import Side


def _case(side: Side, role: str) -> Arguments:
    return {"no": side.told.case.no}


def _loan(side: Side, role: str) -> Arguments:
    return {"no": side.told.loan.no}


def _document(side: Side, role: str) -> Arguments:
    """A letter issued to the side's firm; issuing it again gives the same."""
    told = side.told
    return {"no": issue_credit_letter(actor=told.firm, case_no=told.case.no, at=told.at).no}


def _consent(side: Side, role: str) -> Arguments:
    """One that stands by itself: those of a case end with it."""
    held = Consent.objects.filter(enterprise=side.enterprise, case_ref="", ended_at=None).first()
    if held is None:
        day, bank = localdate(side.told.at), side.institution.pk
        terms = Terms(bank, Consent.Purpose.PRE_SCREEN.value, frozenset({1}), day)
        held = grant_consent(actor=side.told.firm, terms=terms, at=side.told.at)
    return {"no": held.no}


example("portal:document", "portal:document-file", of=_document, none={"no": "LT2026-999999"})
example("portal:acceptance-letter", "portal:credit-letter", of=_case, none={"no": "N2026-999999"})
example("portal:loan-extract", of=_loan, none={"no": "L2026-999999"})
example("portal:consent-receipt", of=_consent, none={"no": "A2026-999999"})
