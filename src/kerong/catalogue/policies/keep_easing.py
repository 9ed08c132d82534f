"""Keeping which policies were counted on a product beside its finding, to be counted again."""

from typing import Any, NamedTuple

from kerong.catalogue.models import Revision, StoredEasing, StoredFinding
from kerong.catalogue.plans import HeldPlan
from kerong.catalogue.policies.eased import eased
from kerong.catalogue.policies.easing_body import body_of
from kerong.catalogue.policies.on_products import Candidate, WithPolicies
from kerong.catalogue.storing import stored
from kerong.kernel.canonical import canonical_json, digest
from kerong.rules.benefits.benefit import LIMIT_CAP, LIMIT_SHARE
from kerong.rules.engine_1 import Results
from kerong.rules.findings import finding_of


class Seen(NamedTuple):
    """One product of a run of the plan."""

    held: HeldPlan
    results: Results
    place: int


def keep_easing(kept: StoredFinding, seen: Seen) -> StoredEasing | None:
    """The row beside a kept finding, with a finding of every clause counted; None without any.

    For the caller that stored the finding and holds the transaction. The same again is one row.
    """
    held, results = seen.held, seen.results
    found = held.policies.plan.run(results.facts, results.on)
    touched = WithPolicies(held, results, found, "zh-hans").touched(seen.place)
    if touched is None or not touched[1].counts:
        return None
    asked, _, candidates = touched
    counted = [each for each in candidates if each.easing and not each.why]
    easings = [each.easing for each in counted if each.easing]
    cites = {each.code: _cited(each, kept, held) for each in counted}
    body = body_of(asked, easings, cites, eased(asked, easings, results.on))
    row, _made = StoredEasing.objects.get_or_create(
        finding=kept, defaults={"digest": digest(body), "body": canonical_json(body).decode()}
    )
    return row


def _cited(candidate: Candidate, kept: StoredFinding, held: HeldPlan) -> dict[str, Any]:
    """The clause's own finding, stored for the same firm and day, and the policy's revision.

    `limit_cap` (fen) and `limit_share` say how it raises a limit.
    """
    card = candidate.stand.card
    revision = Revision.objects.get(
        offering__code=card.rules.key, no=card.rules.revision, digest=card.revision_digest
    )
    row = StoredFinding(
        enterprise_id=kept.enterprise_id,
        revision=revision,
        as_of_on=kept.as_of_on,
        decided_on=kept.decided_on,
        stored_at=kept.stored_at,
    )
    clause = stored(row, finding_of(candidate.stand.result), held.policies.plan.reference)
    values = card.clause.values
    raises = {name: values[name] for name in (LIMIT_CAP, LIMIT_SHARE) if values.get(name)}
    return {
        "offering": card.rules.key,
        "revision": card.revision_digest,
        "finding": clause.digest,
        **{name: list(v) if isinstance(v, tuple) else v for name, v in raises.items()},
    }
