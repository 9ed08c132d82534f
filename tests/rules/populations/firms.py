"""Random firms as a table of cells, and random rules as material, for tests of population runs."""

import json
from pathlib import Path
from random import Random
from typing import Any

import pyarrow as pa
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq

from kerong.rules.engine_1 import compile_rules
from kerong.rules.listings import listing_arguments
from kerong.rules.offering import OfferingRules
from kerong.rules.populations.material import Material, material_of
from kerong.rules.texts import read_offering
from tests.build.rules import TODAY, firm, reference
from tests.build.rules_offering import OfferingWriter
from tests.build.rules_scorecard import ScorecardWriter
from tests.rules.writing import line, offering

OFFERINGS, LISTINGS = 3, 2
CARDS = (1, 2)


def firms(count: int, seed: int = 1) -> list[dict[str, Any]]:
    """Facts as texts, as a facts document writes them."""
    rng = Random(seed)
    return [firm(rng) for _ in range(count)]


def table(written: list[dict[str, Any]]) -> pa.Table:
    """The firms as text cells, one column a fact."""
    codes = sorted({code for facts in written for code in facts})
    columns: dict[str, list[Any]] = {"credit_code": [f"FIRM{at:05d}" for at in range(len(written))]}
    for code in codes:
        columns[code] = [_cell(facts.get(code)) for facts in written]
    return pa.table({name: pa.array(cells, type=pa.string()) for name, cells in columns.items()})


def _cell(value: Any) -> str | None:
    return None if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def csv_file(folder: Path, found: pa.Table, name: str = "firms.csv") -> Path:
    path = folder / name
    pa_csv.write_csv(found, path)
    return path


def parquet_file(folder: Path, found: pa.Table, name: str = "firms.parquet") -> Path:
    path = folder / name
    pq.write_table(found, path)
    return path


def material(seed: int = 7) -> Material:
    """A few random offerings with two listings each, and cards that feed points and a grade."""
    graded = line("knowledge_value_grade", **{"in": ["A", "B"]})
    rules = [offering(graded, line("points", at_least="2"))]
    listings = [listing_arguments(rules[0], "L-graded", {})]
    for at in range(OFFERINGS):
        writer = OfferingWriter(Random(seed * 100 + at))
        text = writer.text().replace('"random-offering"', f'"offering-{at}"')
        rules.append(read_offering(text, file="random.yaml"))
        for number in range(LISTINGS):
            listings.append(listing_arguments(rules[-1], f"L{at}{number}", writer.numbers()))
    plan = compile_rules(rules, [_card(at) for at in CARDS]).plan(listings, reference=reference())
    return material_of(plan, TODAY)


def card_text(seed: int) -> str:
    return ScorecardWriter(Random(seed)).text()


def _card(seed: int) -> OfferingRules:
    """A random card that feeds what it can: a grade where it has grades, else points."""
    text = json.loads(card_text(seed))
    card = text["scorecard"]
    card["feeds"] = "knowledge_value_grade" if "grades" in card else "points"
    return read_offering(json.dumps(text | {"key": f"card-{seed}"}), file="card.yaml")
