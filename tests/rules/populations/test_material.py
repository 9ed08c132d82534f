"""What a run stands on travels between processes and names itself by its content."""

import json
import pickle
from datetime import date
from random import Random

from kerong.rules.engine_1 import compile_rules
from kerong.rules.listings import listing_arguments
from kerong.rules.populations.material import material_of
from kerong.rules.texts import read_offering
from tests.build.rules_scorecard import ScorecardWriter
from tests.rules.columns.side_by_side import require_agreement
from tests.rules.populations.firms import material
from tests.rules.writing import ON, line, offering


def test_material_sent_to_another_process_gives_the_same_plan():
    sent = material()

    received = pickle.loads(pickle.dumps(sent))

    assert received.digests() == sent.digests()
    assert received.plan().listings == sent.plan().listings


def test_every_part_has_a_digest_of_its_own():
    one, other = material(seed=1), material(seed=2)

    changed = {name for name, value in one.digests().items() if value != other.digests()[name]}

    assert changed == {"rules", "listings"} | changed & {"parameters"}


def test_scorecards_that_feed_facts_come_along():
    product = offering(line("points", at_least="50"))
    card = card_text()
    plan = compile_rules([product], [card]).plan([listing_arguments(product, "L1", {})])

    found = material_of(plan, ON)

    assert [each.key for each in found.cards] == [card.key]
    firms = [{"invention_patents": count} for count in (0, 1, 5)] + [{"points": 60_000}, {}]
    assert require_agreement(found.plan(), firms, ON) == 0
    assert found.columns().on == date(2026, 6, 30)


def card_text():
    document = json.loads(ScorecardWriter(Random(3)).text())
    document["scorecard"].pop("grades", None)
    document["scorecard"] |= {"veto": [], "feeds": "points"}
    return read_offering(json.dumps(document), file="card.yaml")
