"""People behind references, and a kind of notice to tell them."""

from datetime import UTC, datetime

from django.db import transaction

from kerong.notices import kinds, recipients
from kerong.notices.models import Outbox
from kerong.notices.recipients import Recipient
from kerong.notices.tell import tell

NOON = datetime(2026, 3, 6, 4, 0, tzinfo=UTC)
KIND = "tests.taken"
WANG = Recipient(reference="person:12", name="王敏", email="wang@bank.example")
LI = Recipient(reference="person:13", name="Li", email="", language="en")
ZHAO = Recipient(reference="person:14", name="赵芳", email="zhao@bank.example", language="en")
BEHIND = {
    "person:12": [WANG],
    "person:13": [LI],
    "person:14": [ZHAO],
    "institution:4": [WANG, LI],
    "institution:5": [WANG, LI, ZHAO],
}


def people_answer(monkeypatch) -> None:
    """A resolver over BEHIND, and one registered kind; both forgotten after the test."""
    monkeypatch.setattr(recipients, "_resolvers", [lambda to: BEHIND.get(to, [])])
    monkeypatch.setattr(kinds, "_registered", dict(kinds.kinds()))
    kinds.register_kind(KIND, "{bank}接下了需求 {no}。", "{bank} took need {no}.")


def told(to="institution:4", **facts) -> list[Outbox]:
    """Tell in a transaction of its own; the outbox rows written."""
    before = set(Outbox.objects.values_list("pk", flat=True))
    with transaction.atomic():
        tell(
            to=to,
            kind=KIND,
            facts=facts or {"bank": "江北银行", "no": "N2026-000001"},
            subject="case:N2026-000001",
            at=NOON,
            link="/needs/N2026-000001/",
        )
    return list(Outbox.objects.exclude(pk__in=before).order_by("pk"))
