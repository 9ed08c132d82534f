"""Stored findings in number: loans, class tests and scorecards, each over several revisions."""

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Any

from kerong.catalogue.models import Listing, Offering, Revision, StoredFinding
from kerong.catalogue.pack_files import read_pack
from kerong.catalogue.reference_sheets import hold_reference
from kerong.catalogue.revisions import rules_of
from kerong.config.paths import PACKS
from kerong.kernel.canonical import digest
from kerong.parties.models import Enterprise
from kerong.rules.engine_1 import compile_rules
from kerong.rules.factsfile import read_facts_document
from kerong.rules.findings import finding_of
from kerong.rules.listings import ListingArguments, listing_arguments
from kerong.rules.vocabulary import vocabulary
from tests.build import catalogue, parties
from tests.build import rules as rule_builds
from tests.build.catalogue import DAY
from tests.build.parties import MOMENT

ALONE = (
    "national/size",
    "national/listing-star",
    "national/hnte",
    "national/points",
    "national/points-2022",
    "district/shop-preapproval",
)
_THRESHOLDS = frozenset({"at_least", "at_most", "more_than", "less_than"})
_NUMBER = re.compile(r"([0-9]{1,9})(.*)", re.DOTALL)
_UNKNOWN = 0.15


def decisions(folder: Path, *, revisions: int, firms: int) -> int:
    """How many findings were stored: every offering, every revision, every firm."""
    firm = parties.enterprise()
    first = catalogue.published(folder / "small-loan")
    listing = catalogue.on_shelf()
    for each in _revised(first, revisions):
        _store(each, listing, firm, _facts(each.pk, firms))
    for place in ALONE:
        for each in _revised(_frozen(PACKS / place), revisions):
            _store(each, None, firm, _facts(each.pk, firms))
    return StoredFinding.objects.count()


def _frozen(folder: Path) -> Revision:
    """A pack as its first revision here, without running its examples again."""
    pack = read_pack(folder)
    offering = Offering.objects.create(
        code=pack.rules.key,
        kind=pack.rules.kind,
        title_zh=pack.rules.title.zh,
        title_en=pack.rules.title.en,
    )
    return _revision(offering, 1, json.loads(pack.body))


def _revised(first: Revision, count: int) -> Iterator[Revision]:
    """The revision and later ones that ask for more: every threshold one higher each time."""
    yield first
    for no in range(2, count + 1):
        yield _revision(first.offering, no, _raised(json.loads(first.body), no - 1))


def _revision(offering: Offering, no: int, body: dict[str, Any]) -> Revision:
    body["revision"] = no
    made = Revision(
        offering=offering,
        no=no,
        digest=digest(body),
        body=json.dumps(body, ensure_ascii=False),
        examples="{}",
        guide="",
        in_force_from=DAY,
        published_at=MOMENT,
        published_by="test",
    )
    made.rules_digest = rules_of(made).digest
    made.save()
    return made


def _raised(written: Any, more: int, key: str = "", within: str = "") -> Any:
    if isinstance(written, dict):
        return {name: _raised(each, more, name, key) for name, each in written.items()}
    if isinstance(written, list):
        return [_raised(each, more, key, within) for each in written]
    match = _NUMBER.fullmatch(written) if isinstance(written, str) else None
    is_threshold = key in _THRESHOLDS or (key, within) == ("from", "grades")
    return f"{int(match[1]) + more}{match[2]}" if match and is_threshold else written


def _facts(seed: int, count: int) -> list[dict[str, Any]]:
    rng = Random(seed)
    documents = ({"facts": rule_builds.firm(rng, _UNKNOWN)} for _ in range(count))
    return [read_facts_document(each, vocabulary()).facts for each in documents]


def _store(
    revision: Revision, listing: Listing | None, firm: Enterprise, facts: Sequence[dict[str, Any]]
) -> None:
    rules = rules_of(revision)
    arguments = ListingArguments(rules.key, rules.key, {})
    if listing is not None and listing.live is not None:
        arguments = listing_arguments(rules, listing.code, listing.live.numbers)
    plan = compile_rules([rules]).plan([arguments], {}, catalogue.tables())
    reference = hold_reference(plan.reference, MOMENT)
    findings = [finding_of(plan.run(each, DAY)[0]) for each in facts]
    StoredFinding.objects.bulk_create(
        [
            StoredFinding(
                digest=finding.digest,
                engine=str(finding.document["engine"]),
                body=finding.content.decode(),
                enterprise=firm,
                revision=revision,
                listing=listing,
                listing_revision=listing.live if listing else None,
                reference_id=reference,
                as_of_on=DAY,
                decided_on=DAY,
                stored_at=MOMENT,
            )
            for finding in findings
        ],
        batch_size=200,
        ignore_conflicts=True,
    )
