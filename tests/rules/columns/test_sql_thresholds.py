"""Exactly on every threshold, a unit beside it and without the fact: columns, the engine for one
firm, the plain walker and the database say the same outcomes, limits and rates."""

import json
from dataclasses import dataclass
from random import Random

import duckdb
import pytest
import yaml

from bench.rules_catalogue import TEMPLATES, catalogue, facts_of_a_firm
from kerong.rules.engine_1 import Plan, compile_rules
from kerong.rules.engine_1.columns import compile_columns
from kerong.rules.listings import listing_arguments
from kerong.rules.texts import read_offering
from tests.build.asked import asked_of_offering, random_firms_at, units_of
from tests.build.rules import LPR, SIZES, TODAY, reference
from tests.build.rules_offering import OfferingWriter
from tests.build.thresholds import as_texts, asked_of_facts, in_known_firms
from tests.rules.columns.side_by_side import answers_of, of_engine
from tests.rules.columns.sql_numbers import Steps
from tests.rules.columns.sql_oracle import SqlOracle
from tests.rules.columns.sql_world import SPOKEN, WORLD, told_of, whole
from tests.rules.oracle import Oracle
from tests.rules.populations.firms import table
from tests.rules.writing import field, line, text

KNOWN = [facts_of_a_firm()]


@dataclass(frozen=True)
class Shelf:
    """Offering texts, the numbers of the listings of each, and a plan that holds them in order."""

    texts: list[tuple[str, list[dict]]]
    plan: Plan


def shelf_of(texts, **tables):
    rules = [read_offering(each, file="asked.yaml") for each, _ in texts]
    arguments = [
        listing_arguments(own, f"L{at}-{number}", given)
        for at, (own, (_, several)) in enumerate(zip(rules, texts, strict=True))
        for number, given in enumerate(several)
    ]
    return Shelf(texts, compile_rules(rules).plan(arguments, **tables))


def require_one_answer(shelf, firms, walked):
    """How many pairs were compared; the walker is asked of the pairs (row, listing) `walked`, and
    of those of which the database cannot say the outcome."""
    written = [as_texts(each) for each in firms]
    database, block, present = told_of(duckdb.connect(), table(written))
    results = compile_columns(shelf.plan, TODAY).run(block)
    found = [answers_of(results, listing) for listing in range(len(shelf.plan.listings))]
    for row, facts in enumerate(firms):
        told = [of_engine(each) for each in shelf.plan.run(facts, TODAY)]
        assert told == [own[row] for own in found], facts
    open_pairs = require_database(shelf, found, (database, present))
    require_walker(shelf, found, written, open_pairs | walked)
    return len(firms) * len(shelf.plan.listings)


def require_database(shelf, found, world):
    """The pairs of which the database leaves the outcome open: limits nobody knows."""
    database, present = world
    first, left = 0, set()
    for source, several in shelf.texts:
        parsed, steps = yaml.load(source, Loader=yaml.BaseLoader), Steps()
        oracles = [SqlOracle(parsed, given, present, WORLD, steps) for given in several]
        columns = [column for oracle in oracles for column in oracle.answer()]
        query = f"{steps.select('firms', ['firm', *columns])} ORDER BY firm"
        _, *told = zip(*database.execute(query).fetchall(), strict=True)
        for at, oracle in enumerate(oracles):
            mets, *amounts = told[3 * at : 3 * at + 3]
            limits, rates = (list(map(whole, each)) for each in amounts)
            outcomes, _, own_limits, own_rates, _ = zip(*found[first + at], strict=True)
            assert (list(own_limits), list(own_rates)) == (limits, rates), (source, at)
            published = oracle.published("limit")
            for row, (met, limit) in enumerate(zip(mets, limits, strict=True)):
                if met is None and limit is None and published:
                    left.add((row, first + at))
                else:
                    assert outcomes[row] == SPOKEN[met], (source, row, at)
        first += len(several)
    return left


def require_walker(shelf, found, written, pairs):
    listed = [
        (oracle, given)
        for source, several in shelf.texts
        for oracle in [Oracle(source, sizes=SIZES, lpr=LPR)]
        for given in several
    ]
    for row, at in pairs:
        oracle, given = listed[at]
        told = oracle.judge(given, written[row], TODAY)
        amounts = (told[part]["value"] for part in ("limit", "rate", "term"))
        assert found[at][row] == (told["outcome"], told["route"], *amounts), written[row]


def test_each_question_of_the_catalogue_turns_exactly_at_its_threshold():
    """One listing a threshold, so that no other line hides how it turns."""
    shelf = shelf_of([_asking(*each) for each in TEMPLATES])
    questions = [(fact, ask) for fact, _, _, asks in TEMPLATES for ask in asks]
    own = [
        (at, firm)
        for at, (fact, ask) in enumerate(questions)
        for firm in in_known_firms([units_of(fact, [ask])], KNOWN)
    ]

    walked = {(row, at) for row, (at, _) in enumerate(own)}
    assert len(own) >= 3.9 * len(questions)  # nothing is less than none
    assert require_one_answer(shelf, [firm for _, firm in own], walked) > 100_000


def _asking(fact, operator, kind, asks):
    """An offering of one line, with a listing for each number institutions ask there."""
    written = text(
        line(fact, **{operator: "$ask"}),
        listing_fields={"ask": field(kind, most="100000000")},
        key=f"asks-{fact}-{operator}".replace("_", "-"),
    )
    return written, [{"ask": ask} for ask in asks]


@pytest.mark.slow
def test_the_catalogue_answers_alike_at_every_threshold():
    found = catalogue()
    texts = {key: (json.dumps(each), []) for key, each in found.texts.items()}
    for listing, given in zip(found.listings, found.numbers, strict=True):
        texts[listing.offering][1].append(given)
    shelf = shelf_of(list(texts.values()))

    firms = in_known_firms(list(asked_of_facts(shelf.plan, TODAY)), KNOWN)

    assert require_one_answer(shelf, firms, set()) > 100_000


@pytest.mark.parametrize("tenth", range(10))
def test_random_rules_answer_alike_at_every_threshold(tenth):
    for seed in range(tenth, 20, 10):
        writer = OfferingWriter(Random(seed))
        source = writer.text()
        shelf = shelf_of([(source, [writer.numbers() for _ in range(3)])], reference=reference())

        firms = random_firms_at(asked_of_offering(shelf.plan), Random(seed))

        every = {(row, at) for row in range(0, len(firms), 7) for at in range(3)}
        assert require_one_answer(shelf, firms, every) > 600
