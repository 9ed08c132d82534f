"""Roles, kinds and legal forms in the reader's language, for forms and tables."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kerong.parties.labels import ROLE_ZH, role_name
from kerong.parties.models.mandate import ROLES

LEGAL_FORM_TITLES = {
    "company": _("Company"),
    "sole_proprietorship": _("Sole proprietorship"),
    "partnership": _("Partnership"),
    "individual_business": _("Individual business"),
    "farm_coop": _("Farmers' cooperative"),
    "public_institution": _("Public institution"),
    "private_non_enterprise": _("Private non-enterprise unit"),
}
OUTCOME_TITLES = {
    "pending": _("Being checked"),
    "confirmed": _("Confirmed"),
    "refused": _("Refused"),
}


def role_title(role: str) -> str:
    name = role_name(role, get_language() or "zh-hans")
    return name[:1].upper() + name[1:]


def role_choices(offered: Iterable[str] | None = None) -> list[tuple[str, str]]:
    """(code, title) of the roles offered, all that a mandate can hold when none are named."""
    codes = [code for code, _zh in ROLES] if offered is None else offered
    return [(code, role_title(code)) for code in codes if code in ROLE_ZH]


def legal_form_choices() -> list[tuple[str, Any]]:
    return [("", _("As the code says")), *LEGAL_FORM_TITLES.items()]
