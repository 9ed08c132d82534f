"""An act that said no, shown on the page it was asked from, instead of a page of its own."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language

from kerong.kernel.errors import Conflict, Fault, Invalid, Refused


@dataclass(frozen=True)
class Refusal:
    """What `web/parts/errors.html` shows as `fault`: the sentence and the code for support."""

    fault: Fault

    @property
    def sentence(self) -> str:
        return self.fault.say(get_language() or "zh-hans")

    @property
    def code(self) -> str:
        return self.fault.code

    @property
    def status(self) -> int:
        return self.fault.status


def attempted(act: Callable[..., Any], **arguments: Any) -> Any:
    """The act's result, or a Refusal when what was typed, the state or a rule said no.

    Forbidden, absent, busy and unavailable go on: they have pages of their own.
    """
    try:
        return act(**arguments)
    except (Invalid, Conflict, Refused) as fault:
        return Refusal(fault)
