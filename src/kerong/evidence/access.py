"""Who may import, read and share evidence; the only ways to a batch or a consent."""

import re

from kerong.evidence.errors import BatchNotFound, ConsentNotFound
from kerong.evidence.models import Consent, ImportBatch
from kerong.kernel import roles
from kerong.kernel.actor import Actor
from kerong.kernel.policy import Policy, Whose

_PLATFORM_WRITERS = frozenset({roles.OFFICER, roles.OPERATOR, roles.SYSTEM})
_NO = re.compile(r"[A-Z][0-9]{4}-([0-9]{6,12})", re.ASCII)

IMPORT_OWN = Policy("evidence.import_own", roles.FIRM, Whose.OWN_ENTERPRISE)
IMPORT_ANY = Policy(
    "evidence.import_any", _PLATFORM_WRITERS - {roles.SYSTEM}, Whose.ALL, note="the console's door"
)
IMPORT = Policy(
    "evidence.import",
    roles.FIRM | _PLATFORM_WRITERS,
    Whose.ALL,
    note="a firm's people speak of their own firm only",
)
RECORD = Policy("evidence.record", _PLATFORM_WRITERS, Whose.PLATFORM)
READ_BATCHES = Policy(
    "evidence.batches", _PLATFORM_WRITERS | {roles.AUDITOR}, Whose.ALL, note="counts, no values"
)
PROFILE_OWN = Policy("evidence.profile_own", roles.FIRM, Whose.OWN_ENTERPRISE)
CONSENTS_OWN = Policy("evidence.consents_own", roles.FIRM, Whose.OWN_ENTERPRISE)
GRANT = Policy("evidence.grant_consent", roles.FIRM, Whose.OWN_ENTERPRISE)
REVOKE = Policy("evidence.revoke_consent", roles.FIRM, Whose.OWN_ENTERPRISE)
ISSUE_CONSENT_RECEIPT = Policy("evidence.issue_consent_receipt", roles.FIRM, Whose.OWN_ENTERPRISE)
SWEEP = Policy("evidence.sweep", frozenset({roles.SYSTEM}), Whose.PLATFORM)
REFRESH_PEERS = Policy("evidence.refresh_peers", frozenset({roles.SYSTEM}), Whose.PLATFORM)


def batch_for(actor: Actor, no: str) -> ImportBatch:
    """A batch the actor may see: a firm its own, officers, operators and auditors all."""
    batches = ImportBatch.objects.filter(pk=_key_of(no))
    if actor.role in roles.FIRM:
        batches = batches.filter(enterprise_id=actor.enterprise_id)
    elif not READ_BATCHES.allows(actor):
        batches = batches.none()
    batch = batches.first()
    if batch is None or batch.no != no:
        raise BatchNotFound(no=no[:40])
    return batch


def consent_for(actor: Actor, no: str) -> Consent:
    """A consent of the actor's own firm."""
    consents = Consent.objects.filter(pk=_key_of(no), enterprise_id=actor.enterprise_id)
    consent = consents.select_related("institution").first()
    if consent is None or consent.no != no or actor.role not in roles.FIRM:
        raise ConsentNotFound(no=no[:40])
    return consent


def _key_of(no: str) -> int | None:
    match = _NO.fullmatch(no)
    return int(match[1]) if match else None
