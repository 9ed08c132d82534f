"""The API as one object: routers, faults, the OpenAPI document."""

from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.openapi.schema import get_schema

from kerong import __version__
from kerong.api import (
    applications,
    calculations,
    guarantees,
    loan_life,
    loans,
    needs,
    public_money,
    scores,
    securities,
    take_ups,
    threads,
)
from kerong.api.access import READ_OPENAPI
from kerong.api.values import FieldUnreadable
from kerong.kernel.errors import Fault, Invalid
from kerong.web.faults import answer
from kerong.web.routes import governed

api = NinjaAPI(
    title="Kerong API",
    version=__version__,
    description=(
        "One job, whole: calculate, publish a need, take it up, quote, accept, decide, disburse, "
        "rate; and public money: apply for a policy, follow what was awarded, paid and shared. "
        "Money is text in yuan, rates are text fractions, dates ISO. A token stands for one "
        "person under one mandate: `Authorization: Bearer …`."
    ),
    urls_namespace="api",
    docs_url=None,
    openapi_url=None,
)
for module in (
    *(calculations, scores, needs, take_ups, threads, loans, loan_life, guarantees),
    *(applications, public_money, securities),
):
    api.add_router("", module.router)


@governed(READ_OPENAPI)
def openapi(request: HttpRequest) -> HttpResponse:
    """The document from which clients are generated."""
    return JsonResponse(document(), json_dumps_params={"ensure_ascii": False})


@cache
def document() -> dict[str, Any]:
    """Made once a process: it says the code, which stays as it is."""
    schema = dict(get_schema(api, path_prefix="/api/v1/"))
    schema["components"] = dict(schema["components"]) | {
        "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}}
    }
    schema["security"] = [{"token": []}]
    return schema


@api.exception_handler(Fault)
def _fault(request: HttpRequest, exc: Fault) -> HttpResponse:
    return answer(request, exc)


@api.exception_handler(ValidationError)
def _validation(request: HttpRequest, exc: ValidationError) -> HttpResponse:
    first = exc.errors[0]
    field = ".".join(str(part) for part in first["loc"][1:] if part != "body")
    return answer(request, FieldUnreadable(field=field or "body", problem=first["msg"]))


@api.exception_handler(HttpError)
def _http(request: HttpRequest, exc: HttpError) -> HttpResponse:
    return answer(request, Invalid())
