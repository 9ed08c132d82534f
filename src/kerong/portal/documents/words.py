"""Words for the topics and states of issued documents."""

import json
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kerong.documents.models import IssuedDocument
from kerong.web.formats import is_english

TOPICS: dict[str, Any] = {
    "acceptance": _("Confirmation of an accepted quote"),
    "credit": _("Confirmation of a credit decision"),
    "loan_plan": _("Plan of repayment and payments"),
    "consent": _("Receipt of a consent"),
    "application_accepted": _("Notice of acceptance of an application"),
    "application_correction": _("Call for papers on an application"),
    "application_decision": _("Decision on an application"),
    "grant_notice": _("Notice of a grant without applying"),
    "guarantee_letter": _("Guarantee letter"),
}
KINDS: dict[str, Any] = {
    "letter": pgettext_lazy("document", "letter"),
    "decision": pgettext_lazy("document", "decision"),
    "notice": pgettext_lazy("document", "notice"),
    "payment_list": pgettext_lazy("document", "payment list"),
    "extract": pgettext_lazy("document", "extract"),
}


@dataclass(frozen=True, slots=True)
class ShownState:
    """Never the colour alone: tone, sign, word and a sentence."""

    tone: str
    sign: str
    word: Any
    sentence: Any


_STATES = {
    "valid": ShownState(
        "ok", "✓", pgettext_lazy("document", "valid"), _("It was issued here and still stands.")
    ),
    "lapsed": ShownState(
        "ask",
        "!",
        pgettext_lazy("document", "lapsed"),
        _("It was issued here, but what it confirms no longer holds."),
    ),
    "replaced": ShownState(
        "ask",
        "!",
        pgettext_lazy("document", "replaced"),
        _("It was issued here, and a newer document has taken its place."),
    ),
    "revoked": ShownState(
        "bad",
        "✗",
        pgettext_lazy("document", "revoked"),
        _("It was issued here and taken back later. Do not rely on it."),
    ),
}


def title_of(document: IssuedDocument) -> str:
    """What the paper calls itself, where the site has no name of its own for it."""
    if document.topic in TOPICS:
        return str(TOPICS[document.topic])
    title = json.loads(document.facts)["title"]
    return str(title["en" if is_english() else "zh"])


def shown_state(state: str) -> ShownState:
    return _STATES[state]
