"""Keeping which policies were counted on a product beside its finding, to be counted again."""

from typing import Any, NamedTuple

from kerong.catalogue.costs import Asked
from kerong.catalogue.models import Revision, StoredEasing, StoredFinding
from kerong.catalogue.plans import HeldPlan
from kerong.catalogue.policies.eased import Eased
from kerong.catalogue.policies.easing_body import body_of
from kerong.catalogue.policies.on_products import Candidate, WithPolicies, easings_of
from kerong.catalogue.storing import stored
from kerong.kernel.canonical import canonical_json, digest
from kerong.rules.benefits.benefit import LIMIT_CAP, LIMIT_SHARE
from kerong.rules.engine_1 import Results
from kerong.rules.findings import finding_of


class Counted(NamedTuple):
    """The clauses counted on one product of a run, and to what."""

    held: HeldPlan
    asked: Asked
    best: Eased
    candidates: list[Candidate]


def counted_on(held: HeldPlan, results: Results, place: int) -> Counted | None:
    """For the product at that place of the plan; None where no clause counts. Writes nothing."""
    found = held.policies.plan.run(results.facts, results.on)
    touched = WithPolicies(held, results, found, "zh-hans").touched(place)
    if touched is None or not touched[1].counts:
        return None
    asked, best, candidates = touched
    counted = [each for each in candidates if each.may_count]
    return Counted(held, asked, best, counted)


def keep_easing(kept: StoredFinding, counted: Counted) -> StoredEasing:
    """The row beside a kept finding, with a finding of every clause counted.

    For the caller that stored the finding and holds the transaction. The same again is one row.
    """
    held, asked, best, candidates = counted
    cites = {each.code: _cited(each, kept, held) for each in candidates}
    body = body_of(asked, easings_of(candidates), cites, best)
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
