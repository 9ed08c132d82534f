"""A database of its own for a measurement: the demo's content with as many firms as asked for."""

import os
from collections.abc import Iterable
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

CHUNK = 1000


def start(folder: Path) -> None:
    """Point Django at a new database, SQLite in the folder unless DATABASE_URL says otherwise."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "kerong.config.settings.embedded"
    os.environ["KERONG_VAR"] = str(folder)
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)


def fill(at: datetime, firms: int) -> None:
    """Reference tables, 311 products, the firms with their figures, people, a need a firm."""
    from kerong.config.demo.accounts import load_accounts
    from kerong.config.demo.firms import load_firms
    from kerong.config.demo.listings import load_listings
    from kerong.reference.loading import load_reference

    load_reference(at)
    load_listings(at)
    load_firms(at, firms)
    load_accounts(at)
    _needs(at)


def _needs(at: datetime) -> None:
    """One need is published; every other firm gets a copy of its row."""
    from kerong.cases.models import Case
    from kerong.parties.actors import actor_for
    from kerong.parties.models import Enterprise, Mandate

    mandate = Mandate.objects.get(person__login="firm-owner")
    pattern = publish(actor_for(mandate.person, mandate.pk, second_factor=True), at)
    others = Enterprise.objects.exclude(pk=pattern.enterprise_id).order_by("pk")
    copies = (_copy(pattern, pk, no) for no, pk in enumerate(others.values_list("pk", flat=True)))
    while chunk := list(islice(copies, CHUNK)):
        Case.objects.bulk_create(chunk)


def publish(actor: Any, at: datetime) -> Any:
    from kerong.cases.drafts import NeedDraft
    from kerong.cases.publish_need import publish_need

    draft = NeedDraft(
        mode="open",
        amount_fen=3_000_000_00,
        term_months=12,
        purpose="working_capital",
        security="credit",
        consent_categories=(1, 5, 14),
    )
    return publish_need(actor=actor, draft=draft, at=at)


def _copy(pattern: Any, enterprise_id: int, no: int) -> Any:
    fields = {
        field.attname: getattr(pattern, field.attname)
        for field in pattern._meta.concrete_fields
        if not field.primary_key
    }
    return type(pattern)(**(fields | {"no": f"N2026-9{no:05d}", "enterprise_id": enterprise_id}))


def median(values: Iterable[float]) -> float:
    held = sorted(values)
    return held[len(held) // 2]
