"""The firm's authorisation of a need, turned into a consent for each institution that takes it."""

from datetime import datetime

from kerong.cases.models import Case, TakeUp
from kerong.cases.notes import case_ref
from kerong.evidence.consent import end_case_consents, grant_case_consent
from kerong.kernel.actor import Actor

PURPOSE = "loan_need"


def authorise(*, case: Case, institution_id: int, at: datetime) -> None: ...
