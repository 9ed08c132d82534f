"""Addresses with their policies: the only way a view gets an address in this project."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.urls import URLPattern, path

from kerong.kernel.errors import Fault, NotFound
from kerong.kernel.policy import Policy, SecondFactorStale
from kerong.web.acting import factor_is_fresh

View = Callable[..., HttpResponseBase]
Policies = Mapping[str, Policy]

API = "/api/"
GET = ("GET",)
POST = ("POST",)
GET_AND_POST = ("GET", "POST")


class MethodNotOpen(Fault):
    """405: this address does not answer to that method; facts: `allowed`."""

    status = 405
    code = "method_not_open"
    zh = "此地址不支持这种请求方式。"
    en = "This address does not answer to that method."


def route(
    pattern: str,
    view: View,
    *,
    name: str,
    policy: Policy | Policies,
    methods: tuple[str, ...] = GET,
) -> URLPattern:
    """Like django's `path`, with the rule who may come.

    One Policy holds for every one of `methods` (GET alone unless told); a mapping gives each
    method its own: `policy={"GET": SEE, "POST": CHANGE}`. HEAD goes with GET. What is not listed
    is answered 405 before the view runs, and the policy is asked before the view runs.
    """
    return path(pattern, governed(policy, methods)(view), name=name)


def governed(policy: Policy | Policies, methods: tuple[str, ...] = GET) -> Callable[[View], View]:
    """The guard itself, for callables that get their address elsewhere (API operations)."""
    policies: Policies = dict.fromkeys(methods, policy) if isinstance(policy, Policy) else policy

    def around(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            _require(request, policies)
            _require_text(kwargs)
            return view(request, *args, **kwargs)

        guarded.policies = dict(policies)  # type: ignore[attr-defined]
        return guarded

    return around


def gate(policy: Policy, method: str) -> Callable[[HttpRequest], bool]:
    """The guard alone, for doors that read the body before they call the view (API operations):
    who may not come learns nothing of what a good body looks like."""

    def asked(request: HttpRequest) -> bool:
        _require(request, {method: policy})
        return True

    return asked


def policies_of(view: View) -> Policies | None:
    """What `route` or `governed` put on the view; None for a view without a guard."""
    return getattr(view, "policies", None)


def _require(request: HttpRequest, policies: Policies) -> None:
    method = "GET" if request.method == "HEAD" else str(request.method)
    policy = policies.get(method)
    if policy is None:
        raise MethodNotOpen(allowed=sorted(policies))
    policy.require(request.actor)  # type: ignore[attr-defined]
    if policy.fresh_factor and not request.path.startswith(API) and not factor_is_fresh(request):
        raise SecondFactorStale(policy=policy.name)


def _require_text(named: Mapping[str, Any]) -> None:
    """A name with a NUL names nothing: one database would answer so, the other would break."""
    if any(isinstance(value, str) and "\x00" in value for value in named.values()):
        raise NotFound()
