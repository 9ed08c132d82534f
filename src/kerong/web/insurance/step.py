"""One step of insurance as a page offers it: its form, its act, and when it is open."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from kerong.contracts.insurance.models import InsuranceClaim, InsuranceInquiry, InsurancePolicy
from kerong.kernel.actor import Actor
from kerong.kernel.policy import Policy

INQUIRY, POLICY, CLAIM = "inquiry", "policy", "claim"
Asked, Held, Claimed = InsuranceInquiry.State, InsurancePolicy.State, InsuranceClaim.State
Open = Callable[[Any, Actor], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class InsuranceStep:
    """`about` is what the step belongs to; `is_open` whether this reader may take it now; the
    act itself checks again."""

    key: str
    about: str
    title: Any
    done: Any
    policy: Policy
    act: Callable[..., Any]
    form: Callable[[Any, HttpRequest], Any]
    is_open: Open
    tone: str = ""
    words: Any = ""


def plain(form: Any) -> Callable[[Any, HttpRequest], Any]:
    return lambda page, request: form(request.POST or None)


def on_side(side: str, *states: str) -> Open:
    wanted = {str(state) for state in states}
    return lambda page, actor: page.side == side and page.row.state in wanted
