"""The same answers from a cluster: a local Spark session runs the very function of a local run."""

import importlib.util
import os
import shutil
import sys
from random import Random

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from bench.rules_catalogue import catalogue, facts_of_a_firm
from kerong.rules.engine_1 import compile_rules
from kerong.rules.populations.errors import EngineAbsent, PopulationUnreadable
from kerong.rules.populations.material import material_of
from kerong.rules.populations.reading import read_population
from kerong.rules.populations.runs import Settings, run_population
from kerong.rules.populations.spark import run_on_spark
from tests.build.asked import asked_of_card, asked_of_offering, random_firms_at
from tests.build.rules import TODAY
from tests.build.thresholds import as_texts, asked_of_facts, in_known_firms
from tests.rules.populations.firms import (
    CARDS,
    card_text,
    csv_file,
    firms,
    material,
    parquet_file,
    table,
)

HERE = importlib.util.find_spec("pyspark") is not None and (
    shutil.which("java") or os.environ.get("JAVA_HOME")
)
needs_spark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not HERE,
        reason="SPARK WAS NOT TRIED: it needs Java 17 and `requirements/install.sh cluster.txt`",
    ),
]


@pytest.fixture(scope="module")
def session():
    from pyspark.sql import SparkSession

    os.environ["PYSPARK_PYTHON"] = sys.executable
    os.environ["DJANGO_SETTINGS_MODULE"] = "kerong.config.settings.test"
    found = (
        SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.sql.shuffle.partitions", "2")
        .getOrCreate()
    )
    yield found
    found.stop()


def rows_of(folder):
    found = pq.read_table(folder / "results.parquet").to_pylist()
    return sorted(found, key=lambda row: (row["credit_code"], row["listing"]))


def firms_of(folder):
    """Rows a firm, with best product, counts, points and grades."""
    found = pq.read_table(folder / "firms.parquet").to_pylist()
    return sorted(found, key=lambda row: row["credit_code"])


class TestOnSpark:
    pytestmark = needs_spark

    @pytest.mark.parametrize(("write", "count"), [(csv_file, 700), (parquet_file, 15_000)])
    def test_a_cluster_answers_as_one_machine_does(self, session, tmp_path, write, count):
        """Of 15,000 firms: 105,000 pairs of firm and product, and their points and grades."""
        facts = write(tmp_path, table(firms(count)))

        here = run_population(read_population(facts), material(), tmp_path / "here", Settings())
        there = run_on_spark(facts, material(), tmp_path / "there")

        assert rows_of(tmp_path / "there") == rows_of(tmp_path / "here")
        assert firms_of(tmp_path / "there") == firms_of(tmp_path / "here")
        assert there == {name: value for name, value in here.items() if name in there}

    def test_thresholds_and_a_unit_beside_them_are_answered_alike(self, session, tmp_path):
        """On all that random rules and cards ask, a unit below and above, and without the fact."""
        held = material()
        asked = asked_of_offering(held.plan())
        asked += [one for seed in CARDS for one in asked_of_card(card_text(seed))]
        at = [as_texts(each) for each in random_firms_at(asked, Random(1))]
        facts = parquet_file(tmp_path, table(at))

        run_population(read_population(facts), held, tmp_path / "here", Settings())
        run_on_spark(facts, held, tmp_path / "there")

        answered = rows_of(tmp_path / "there")
        assert answered == rows_of(tmp_path / "here")
        assert len(answered) == len(at) * len(held.listings)
        assert firms_of(tmp_path / "there") == firms_of(tmp_path / "here")

    def test_the_catalogue_is_answered_alike_at_its_thresholds(self, session, tmp_path):
        found = catalogue()
        plan = compile_rules(found.rules).plan(found.listings)
        at = in_known_firms(list(asked_of_facts(plan, TODAY)), [facts_of_a_firm()])
        facts = parquet_file(tmp_path, table([as_texts(each) for each in at]))
        held = material_of(plan, TODAY)

        run_population(read_population(facts), held, tmp_path / "here", Settings())
        run_on_spark(facts, held, tmp_path / "there")

        answered = rows_of(tmp_path / "there")
        assert len(answered) == len(at) * len(plan.listings) > 100_000
        assert answered == rows_of(tmp_path / "here")

    def test_what_fails_may_be_left_to_the_counts(self, session, tmp_path):
        facts = parquet_file(tmp_path, table(firms(300)))

        here = run_population(read_population(facts), material(), tmp_path / "here", Settings())
        there = run_on_spark(facts, material(), tmp_path / "there", with_fails=False)

        assert there["listings"] == here["listings"]
        kept = [row for row in rows_of(tmp_path / "here") if row["outcome"] != 0]
        assert rows_of(tmp_path / "there") == kept
        assert firms_of(tmp_path / "there") == firms_of(tmp_path / "here")

    def test_a_bad_cell_is_named_by_row_and_column(self, session, tmp_path):
        cells = table(firms(100)).to_pydict()
        cells["employees"][60] = "many"
        facts = parquet_file(tmp_path, pa.Table.from_pydict(cells))

        with pytest.raises(PopulationUnreadable) as refused:
            run_on_spark(facts, material(), tmp_path / "there")

        assert [(each.row, each.column) for each in refused.value.faults] == [(61, "employees")]

    def test_a_firm_that_stands_twice_is_named(self, session, tmp_path):
        cells = table(firms(100)).to_pydict()
        cells["credit_code"][60] = cells["credit_code"][5]
        facts = parquet_file(tmp_path, pa.Table.from_pydict(cells))

        with pytest.raises(PopulationUnreadable) as refused:
            run_on_spark(facts, material(), tmp_path / "there")

        assert [each.cell for each in refused.value.faults] == ["FIRM00005"]


def test_without_spark_the_engine_is_said_to_be_absent(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyspark", None)
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    facts = parquet_file(tmp_path, table(firms(3)))

    with pytest.raises(EngineAbsent, match="pyspark"):
        run_on_spark(facts, material(), tmp_path / "there")
