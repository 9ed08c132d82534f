"""Trying an act from a form: what the person can correct goes back to the form, in words."""

from collections.abc import Callable
from typing import TypeVar

from django import forms
from django.utils.translation import get_language

from kerong.kernel.errors import Conflict, Fault, Invalid, Refused

Outcome = TypeVar("Outcome")

# Which field of our forms a fault is about; all others stand above the form.
_FIELDS = {
    "person.login": "login",
    "person.login_taken": "login",
    "person.password": "password",
    "person.phone": "phone",
    "person.email": "email",
    "party.name": "name",
    "party.reason": "reason",
    "enterprise.code": "industry_code",
    "enterprise.industry_unknown": "industry_code",
    "enterprise.legal_form": "legal_form",
    "institution.exists": "name",
    "api_token.term": "expires_on",
}


def tried(form: forms.Form, act: Callable[[], Outcome]) -> Outcome | None:
    """The act's outcome, or None with the fault written into the form.

    Forbidden and NotFound go on: no form can put them right.
    """
    try:
        return act()
    except (Invalid, Conflict, Refused) as fault:
        form.add_error(_field(form, fault), fault.say(get_language() or "zh-hans"))
        return None


def _field(form: forms.Form, fault: Fault) -> str | None:
    if fault.code.startswith("credit_code."):
        name: str | None = "credit_code"
    else:
        name = _FIELDS.get(fault.code)
    return name if name in form.fields else None
