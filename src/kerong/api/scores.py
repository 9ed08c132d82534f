"""/scores: scorecards and class tests for the facts given; the same document as the command."""

from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest, JsonResponse
from ninja import Query, Router

from kerong.api.operations import operation
from kerong.api.schemas.calculations import FactsIn
from kerong.api.schemas.scores import AssessmentOut, ScoreOut
from kerong.catalogue.access import CALCULATE
from kerong.catalogue.assessments import assessments_on
from kerong.catalogue.scoring import list_assessments, score_facts
from kerong.web.clock import day_of

router = Router(tags=["scores"])


@operation(router, "GET", "/scores", policy=CALCULATE, answers={200: list[AssessmentOut]})
def scores(request: HttpRequest, on: Annotated[date | None, Query()] = None) -> Any:
    """Names of the scorecards and class tests in force on the day."""
    return list_assessments(assessments_on(on or day_of(request)), request.LANGUAGE_CODE)


@operation(router, "POST", "/scores/{name}", policy=CALCULATE, answers={200: ScoreOut})
def score(
    request: HttpRequest, name: str, body: FactsIn, on: Annotated[date | None, Query()] = None
) -> Any:
    """Value, grade and every step of one scorecard or class test for one firm's facts."""
    given = body.dict(exclude_none=True)
    if body.as_of is not None:
        given["as_of"] = body.as_of.isoformat()
    today = day_of(request)
    document = score_facts(
        name=name,
        document=given,
        on=on or today,
        today=today,
        actor=request.actor,  # type: ignore[attr-defined]
        language=request.LANGUAGE_CODE,
    )
    return JsonResponse(document, json_dumps_params={"ensure_ascii": False})
