"""/calculations: every product for the facts given; the same document as page and command line."""

from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic_core import to_json

from kerong.api.operations import operation
from kerong.api.schemas.calculations import CalculationOut, FactsIn
from kerong.catalogue.access import CALCULATE
from kerong.catalogue.matching import calculate_document
from kerong.kernel.actor import Actor
from kerong.web.clock import day_of

router = Router(tags=["calculations"])


@operation(router, "POST", "/calculations", policy=CALCULATE, answers={200: CalculationOut})
def calculate(
    request: HttpRequest, body: FactsIn, on: Annotated[date | None, Query()] = None
) -> Any:
    """Limit, rate, instalment and reasons of every product for one firm's facts."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    given = body.dict(exclude_none=True)
    if body.as_of is not None:
        given["as_of"] = body.as_of.isoformat()
    today = day_of(request)
    document = calculate_document(document=given, on=on or today, today=today, actor=actor)
    # Over two thousand lines with their sentences: a third of the time went into writing them out.
    return HttpResponse(to_json(document), content_type="application/json")
