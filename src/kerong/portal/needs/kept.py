"""The unsent need of a person for a firm: kept while typing, forgotten when sent."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.http import QueryDict

from kerong.kernel.actor import Actor
from kerong.portal.models import KeptForm

NEED = "loan_need"
MOST_TEXT = 1_200
MOST_VALUES = 40


@dataclass(frozen=True)
class Kept:
    """Raw texts by field name; lists for fields with several values."""

    fields: Mapping[str, Any] = field(default_factory=dict)
    client_key: str = ""
    kept_at: datetime | None = None


def kept_need(actor: Actor) -> Kept:
    return kept_form(actor, NEED)


def keep_need(actor: Actor, typed: QueryDict, names: list[str], *, at: datetime) -> None:
    keep_form(actor, NEED, typed, names, at=at)


def forget_need(actor: Actor) -> None:
    forget_form(actor, NEED)


def kept_form(actor: Actor, form: str) -> Kept:
    """What is kept, or an empty form with a key of its own."""
    row = KeptForm.objects.filter(**_whose(actor, form)).first()
    if row is None:
        return Kept(client_key=uuid4().hex)
    return Kept(row.fields, row.client_key, row.kept_at)


def keep_form(actor: Actor, form: str, typed: QueryDict, names: list[str], *, at: datetime) -> None:
    """One statement; of the form only the named fields, each within bounds."""
    fields = {
        name: [text[:MOST_TEXT] for text in typed.getlist(name)[:MOST_VALUES]]
        for name in names
        if name in typed
    }
    row = KeptForm(**_whose(actor, form), fields=fields, client_key=uuid4().hex, kept_at=at)
    KeptForm.objects.bulk_create(
        [row],
        update_conflicts=True,
        unique_fields=["person", "enterprise", "form"],
        update_fields=["fields", "kept_at"],
    )


def forget_form(actor: Actor, form: str) -> None:
    KeptForm.objects.filter(**_whose(actor, form)).delete()


def _whose(actor: Actor, form: str) -> dict[str, Any]:
    return {
        "person_id": actor.person_id,
        "enterprise_id": actor.enterprise_id,
        "form": form,
    }
