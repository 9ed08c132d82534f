"""Whether an institution may read who the firm is and what it wrote: only by a live consent."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, Value
from django.db.models.functions import Concat

from kerong.cases.models import TakeUp
from kerong.cases.notes import case_ref
from kerong.evidence.consent import LOAN_NEED, live_consents
from kerong.evidence.models import Consent
from kerong.kernel import roles
from kerong.kernel.actor import Actor


def open_to_reader(actor: Actor, take_up: TakeUp, on: date) -> bool:
    """A firm reads its own; an institution while it holds the need and the consent lives.

    One query for an institution, none for the firm.
    """
    if actor.role in roles.FIRM:
        return True
    if not take_up.is_live:
        return False
    case = take_up.case
    return bool(
        live_consents(
            case.enterprise_id, take_up.institution_id, LOAN_NEED, on, case_ref=case_ref(case)
        )
    )


def keeps_the_name(take_up: TakeUp) -> bool:
    """Who lent money knows to whom, though the consent ended with the payout."""
    return take_up.stage == TakeUp.Stage.DISBURSED


def consented(on: date) -> Exists:
    """For a query of take-ups: a live consent of the firm for the need stands behind the row."""
    bound = Concat(Value("case:"), OuterRef("case__no"))
    return Exists(
        Consent.objects.live(on).filter(
            Q(case_ref="") | Q(case_ref=bound),
            enterprise_id=OuterRef("case__enterprise_id"),
            institution_id=OuterRef("institution_id"),
            purpose=LOAN_NEED,
        )
    )
