"""Counting again what policies made of a product, from what was kept: the same bytes, or not."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from kerong.catalogue.models import StoredEasing, StoredFinding
from kerong.catalogue.policies.eased import Easing, eased
from kerong.catalogue.policies.easing_body import asked_in, body_of, easings_in
from kerong.catalogue.policies.raised import under_cap, with_share
from kerong.catalogue.reference_sheets import tables_in
from kerong.catalogue.revisions import rules_of
from kerong.kernel.canonical import canonical_json
from kerong.rules.benefits.benefit import LIMIT_CAP, LIMIT_SHARE
from kerong.rules.engine_1 import compile_rules
from kerong.rules.findings import Finding, facts_of
from kerong.rules.listings import listing_arguments
from kerong.rules.offering import OfferingRules

Cites = Mapping[str, Any]


def easing_comes_out_again(kept: StoredEasing, cards: Sequence[OfferingRules]) -> bool:
    """The bytes again; the loan is the one of the finding, and every clause cited was met.

    `cards` are the scorecards that fed facts to the finding. That the findings themselves come out
    again is replayed by itself.
    """
    body = json.loads(kept.body)
    product = Finding.from_bytes(kept.finding.body.encode())
    asked, cites = asked_in(body), {row["code"]: row["cites"] for row in body["easings"]}
    easings = [
        replace(each, limit_fen=_limit(kept, product, each, cites[each.code], cards))
        for each in easings_in(body)
    ]
    best = eased(asked, easings, kept.finding.decided_on)
    again = canonical_json(body_of(asked, easings, cites, best)).decode()
    told = tuple(product.document[name][0] for name in ("limit_fen", "rate_ppm", "term_months"))
    same = (asked.limit_fen, asked.rate_ppm, asked.term_months) == told
    return again == kept.body and same and _all_met(kept, cites.values())


def _limit(
    kept: StoredEasing,
    product: Finding,
    easing: Easing,
    cites: Cites,
    cards: Sequence[OfferingRules],
) -> int | None:
    """The limit a clause allows, by the pack and the form of then."""
    own = product.document["limit_fen"][0]
    if LIMIT_SHARE in cites and own is not None:
        return with_share(own, tuple(cites[LIMIT_SHARE]))
    row = kept.finding
    if LIMIT_CAP not in cites or row.listing is None or row.listing_revision is None:
        return None
    rules = rules_of(row.revision)
    form = listing_arguments(rules, row.listing.code, row.listing_revision.numbers)
    raised = under_cap(form, easing.code, cites[LIMIT_CAP])
    plan = compile_rules([rules], cards).plan([raised], {}, tables_in(row.reference))
    return plan.run(facts_of(product), row.decided_on)[0].limit_fen


def _all_met(kept: StoredEasing, cites: Iterable[Cites]) -> bool:
    digests = {each["finding"] for each in cites}
    rows = StoredFinding.objects.filter(
        enterprise_id=kept.finding.enterprise_id, digest__in=digests
    ).values_list("body", flat=True)
    met = [json.loads(body)["outcome"] == "meets" for body in rows if body]
    return len(met) == len(digests) and all(met)
