"""/take-ups/{no}/guarantee-letters and /guarantees/{no}: the bank asks, and hears at once."""

from typing import Any

from django.http import HttpRequest
from ninja import Router, Status

from kerong.api.needs import actor_of
from kerong.api.operations import operation
from kerong.api.schemas.guarantees import GuaranteeOut, LetterIn
from kerong.api.values import fen_of, rate_of, yuan_of
from kerong.cases import access as cases
from kerong.cases.ask_guarantee import ask_guarantee
from kerong.contracts.guarantees import access
from kerong.contracts.guarantees.access import guarantee_for
from kerong.contracts.guarantees.ask_letter import stops_held
from kerong.contracts.guarantees.models import Guarantee
from kerong.contracts.guarantees.values import LetterWish
from kerong.kernel import roles
from kerong.web.clock import moment_of
from kerong.web.guarantee_shown import letter_code

router = Router(tags=["guarantees"])


@operation(
    router,
    "POST",
    "/take-ups/{no}/guarantee-letters",
    policy=cases.ASK_GUARANTEE,
    answers={201: GuaranteeOut},
)
def ask_for_letter(request: HttpRequest, no: str, body: LetterIn) -> Any:
    """Ask for a letter on an approved credit; a batch agreement answers at once."""
    actor, at = actor_of(request), moment_of(request)
    wish = LetterWish(
        agreement_no=body.agreement,
        amount_fen=None if body.amount_yuan is None else fen_of(body.amount_yuan),
        client_key=body.client_key,
        words=body.words,
    )
    made = ask_guarantee(actor=actor, take_up_no=no, wish=wish, at=at)
    return Status(201, _out(made, inside=True))


@operation(
    router,
    "GET",
    "/guarantees/{no}",
    policy=access.READ_GUARANTEE,
    answers={200: GuaranteeOut},
)
def read_guarantee(request: HttpRequest, no: str) -> Any:
    """One guarantee, for its firm, bank and guarantor and those who watch."""
    actor = actor_of(request)
    return _out(guarantee_for(actor, no), inside=actor.role not in roles.FIRM)


def _out(row: Guarantee, *, inside: bool) -> dict[str, Any]:
    """What a rule said of the firm is for institutions and those who watch."""
    stops = stops_held(row) if inside else ()
    return {
        "no": row.no,
        "agreement": row.agreement.no,
        "award": row.award,
        "state": row.state,
        "amount_yuan": yuan_of(row.amount_fen),
        "balance_yuan": yuan_of(row.balance_fen),
        "liability_yuan": yuan_of(row.liability_fen),
        "covered": rate_of(row.covered_ppm),
        "fee_rate": rate_of(row.fee_ppm),
        "letter": row.letter_no or None,
        "check_code": letter_code(row) or None,
        "valid_until": row.valid_until,
        "loan": row.loan.no if row.loan else None,
        "effective_on": row.effective_on,
        "liable_until": row.liable_until,
        "ended_on": row.ended_on,
        "stops": [
            {
                "code": stop.code,
                "zh": stop.zh,
                "en": stop.en,
                "clause": stop.clause,
                "source": stop.source,
                "verified": stop.verified,
            }
            for stop in stops
        ],
    }
