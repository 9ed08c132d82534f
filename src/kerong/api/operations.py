"""How an endpoint is declared: method, path, policy, answer; never without the policy."""

from collections.abc import Callable
from typing import Any

from ninja import Router

from kerong.api.schemas.faults import FaultDocument
from kerong.kernel.policy import Policy
from kerong.web.routes import View, gate, governed

FAULTS = dict.fromkeys((400, 403, 404, 405, 409, 422, 429, 503), FaultDocument)


def operation(
    router: Router, method: str, path: str, *, policy: Policy, answers: dict[int, Any]
) -> Callable[[View], View]:
    """Register a view under the policy; its docstring's first line is the summary.

    `answers` maps the good statuses to schemas; every fault family is documented beside them.
    """

    def around(view: View) -> View:
        guarded = governed(policy, (method,))(view)
        lines = (view.__doc__ or "").strip().splitlines()
        router.add_api_operation(
            path,
            [method],
            guarded,
            auth=[gate(policy, method)],
            response={**answers, **FAULTS},
            summary=lines[0].rstrip(".") if lines else path,
            operation_id=view.__name__,
            by_alias=True,
        )
        return guarded

    return around
