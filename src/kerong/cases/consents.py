"""The firm's authorisation of a need, turned into a consent for each institution that takes it."""

from datetime import datetime, timedelta

from django.utils.timezone import localdate

from kerong.cases.clocks import numbers_of
from kerong.cases.models import Case, TakeUp
from kerong.cases.notes import case_ref
from kerong.evidence.consent import LOAN_NEED, Terms, end_case_consents, grant_case_consent
from kerong.evidence.models import Consent
from kerong.kernel.actor import Actor


def authorise(case: Case, institution_id: int, *, actor: Actor, at: datetime) -> None:
    """Write the consent the firm signed when it published, now that the receiver is known."""
    last = localdate(at) + timedelta(days=numbers_of(case.opened_at).consent_days)
    grant_case_consent(
        enterprise_id=case.enterprise_id,
        terms=Terms(
            institution_id=institution_id,
            purpose=LOAN_NEED,
            categories=frozenset(case.consent_categories),
            expires_on=last,
            case_ref=case_ref(case),
        ),
        granted_by_id=case.submitted_by_id,
        actor=actor,
        at=at,
    )


def end_for_release(take_up: TakeUp, *, actor: Actor, at: datetime) -> None:
    """The institution left: what it could see of the firm under this need ends with it."""
    end_case_consents(
        case_ref=case_ref(take_up.case),
        reason=Consent.EndReason.RELEASED,
        actor=actor,
        at=at,
        institution_id=take_up.institution_id,
    )


def end_for_case(case: Case, *, actor: Actor, at: datetime) -> None:
    """The need is done: nobody needs the data for it any more."""
    end_case_consents(
        case_ref=case_ref(case), reason=Consent.EndReason.CASE_ENDED, actor=actor, at=at
    )
