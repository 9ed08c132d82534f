"""The same rules over the same columns on a Spark cluster: batches go through `mapInArrow`.

Every machine needs this package, its requirements `cluster.txt` and Java.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa

from kerong.rules.populations.errors import (
    MOST_LISTED,
    EngineAbsent,
    PopulationUnreadable,
    twice_fault,
)
from kerong.rules.populations.material import Material
from kerong.rules.populations.reading import CREDIT_CODE, Layout, Population, read_block
from kerong.rules.populations.results_file import SCHEMA, batches_of
from kerong.rules.populations.runs import RESULTS, ROWS, SUMMARY, summary_of, write_document

COLUMNS = (
    "credit_code string, offering string, listing string, "
    "outcome tinyint, limit_fen bigint, rate_ppm bigint"
)
_PLAIN = pa.schema(
    [
        pa.field(each.name, pa.string() if pa.types.is_dictionary(each.type) else each.type)
        for each in SCHEMA
    ]
)
Batches = Iterator[pa.RecordBatch]


def run_on_spark(
    facts: Path, material: Material, folder: Path, *, with_fails: bool = True
) -> dict[str, Any]:
    """Answer every firm of a file every machine can read; `results.parquet` becomes a folder of
    parts. Uses the session that stands, or the one the environment describes.

    Raises EngineAbsent without Spark or Java, PopulationUnreadable as a local run does.
    """
    session = _session()
    population = Population(facts)
    digests = {"facts": population.digest(), **material.digests()}
    folder.mkdir(parents=True, exist_ok=True)
    (folder / SUMMARY).unlink(missing_ok=True)
    frame = _frame(session, facts)
    _require_once(frame)
    answered = frame.mapInArrow(judge(material, population.layout, with_fails), COLUMNS)
    try:
        answered.write.mode("overwrite").parquet(str(folder / RESULTS))
    except Exception as fault:
        _require_readable(population, fault)
        raise
    firms = frame.count()
    written = session.read.parquet(str(folder / RESULTS)).groupBy("listing", "outcome").count()
    counts = {(row["listing"], row["outcome"]): row["count"] for row in written.collect()}
    summary = summary_of(material, digests, firms, lambda code: _counts(counts, code, firms))
    write_document(folder / SUMMARY, summary | {"rows": sum(counts.values())})
    return summary | {"rows": sum(counts.values())}


def judge(material: Material, layout: Layout, with_fails: bool) -> Callable[[Batches], Batches]:
    """The function each machine runs over its batches of cells."""

    def answered(batches: Batches) -> Batches:
        plan = material.columns()
        for batch in batches:
            read = read_block(batch, layout, layout.first_row)
            if read.faults:
                raise PopulationUnreadable(read.faults)
            results = plan.run(read.columns)
            for rows in batches_of(read.columns, results, with_fails=with_fails):
                yield rows.cast(_PLAIN)

    return answered


def _counts(counts: dict[tuple[str, int], int], code: str, firms: int) -> list[int]:
    """Meets, fails and unknown; what fails is the rest, for its rows may be left out."""
    meets, unknown = counts.get((code, 1), 0), counts.get((code, -1), 0)
    return [meets, firms - meets - unknown, unknown]


def _session() -> Any:
    try:
        from pyspark.sql import SparkSession
    except ImportError:
        raise EngineAbsent(engine="spark", missing="pyspark (requirements/cluster.txt)") from None
    if not (shutil.which("java") or os.environ.get("JAVA_HOME")):
        raise EngineAbsent(engine="spark", missing="Java 17")
    session = SparkSession.builder.appName("kerong population").getOrCreate()
    session.conf.set("spark.sql.execution.arrow.maxRecordsPerBatch", str(ROWS))
    return session


def _frame(session: Any, facts: Path) -> Any:
    with facts.open("rb") as file:
        columnar = file.read(4) == b"PAR1"
    where = facts.resolve().as_uri()
    return session.read.parquet(where) if columnar else session.read.csv(where, header=True)


def _require_once(frame: Any) -> None:
    """Each firm stands once; rows have no numbers on a cluster."""
    counts = frame.groupBy(CREDIT_CODE).count()
    twice = counts.filter((counts["count"] > 1) & counts[CREDIT_CODE].isNotNull())
    found = [row[CREDIT_CODE] for row in twice.limit(MOST_LISTED).collect()]
    if found:
        raise PopulationUnreadable([twice_fault(0, code) for code in sorted(found)])


def _require_readable(population: Population, fault: BaseException) -> None:
    """Name the cells at fault by row and column, if it was cells that stopped the cluster."""
    faults = [each for block in population.blocks(ROWS) for each in block.faults]
    if faults:
        raise PopulationUnreadable(faults) from fault
