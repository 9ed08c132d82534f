"""Findings of fixed random rules and firms; their digests were written down once and must stay."""

from hashlib import sha256
from pathlib import Path
from random import Random

from kerong.rules.engine_1 import compile_rules
from kerong.rules.factsfile import read_facts_document
from kerong.rules.findings import Finding, finding_of
from kerong.rules.listings import ListingArguments, listing_arguments
from kerong.rules.offering import OfferingRules
from kerong.rules.texts import read_offering
from kerong.rules.vocabulary import vocabulary
from tests.build import rules as build
from tests.build.rules_offering import OfferingWriter

SEEDS = range(20)
WRITTEN_DOWN = Path(__file__).with_name("golden.json")
Made = tuple[OfferingRules, ListingArguments, Finding]


def findings(seed: int) -> list[Made]:
    """Thirty findings of one offering: two listings, fifteen firms."""
    rng = Random(seed)
    writer = OfferingWriter(rng)
    rules = read_offering(writer.text(), file="golden.yaml")
    listings = [listing_arguments(rules, f"L{at}", writer.numbers()) for at in range(2)]
    plan = compile_rules([rules]).plan(listings, reference=build.reference())
    made: list[Made] = []
    for _ in range(15):
        document = {"facts": build.firm(rng)}
        facts = read_facts_document(document, vocabulary()).facts
        results = plan.run(facts, build.TODAY)
        made += [(rules, result.listing, finding_of(result)) for result in results]
    return made


def digests() -> dict[str, str]:
    """One digest a seed over the bytes of all its findings."""
    found = {}
    for seed in SEEDS:
        whole = sha256()
        for _, _, finding in findings(seed):
            whole.update(finding.content)
        found[str(seed)] = whole.hexdigest()
    return found
