"""The same rules over the same columns on a Spark cluster: batches go through `mapInArrow`.

Every machine needs this package, its requirements `cluster.txt` and Java.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa

from kerong.rules.engine_1.columns import ColumnResults, Columns
from kerong.rules.populations.errors import (
    MOST_LISTED,
    EngineAbsent,
    PopulationUnreadable,
    twice_fault,
)
from kerong.rules.populations.firms_file import firms_batch, firms_schema
from kerong.rules.populations.material import Material
from kerong.rules.populations.reading import CREDIT_CODE, Layout, Population, read_block
from kerong.rules.populations.results_file import SCHEMA, batches_of
from kerong.rules.populations.runs import (
    FIRMS,
    RESULTS,
    ROWS,
    SUMMARY,
    Firms,
    summary_of,
    write_document,
)

_TYPES = {pa.string(): "string", pa.int8(): "tinyint", pa.int32(): "int", pa.int64(): "bigint"}
_PLAIN = pa.schema(
    [
        pa.field(each.name, pa.string() if pa.types.is_dictionary(each.type) else each.type)
        for each in SCHEMA
    ]
)
Batches = Iterator[pa.RecordBatch]
Written = Callable[[Columns, ColumnResults], Batches]


def run_on_spark(
    facts: Path, material: Material, folder: Path, *, with_fails: bool = True
) -> dict[str, Any]:
    """Answer every firm of a file every machine can read; `results.parquet` and `firms.parquet`
    become folders of parts. Uses the session that stands, or the one the environment describes.

    Raises EngineAbsent without Spark or Java, PopulationUnreadable as a local run does.
    """
    session = _session()
    population = Population(facts)
    digests = {"facts": population.digest(), **material.digests()}
    folder.mkdir(parents=True, exist_ok=True)
    (folder / SUMMARY).unlink(missing_ok=True)
    frame = _frame(session, facts)
    _require_once(frame)
    judged = judge(material, population.layout)
    answered = frame.mapInArrow(judged(_rows(with_fails)), _columns(_PLAIN))
    by_firm = frame.mapInArrow(judged(_firms), _columns(firms_schema(material.scores())))
    try:
        answered.write.mode("overwrite").parquet(str(folder / RESULTS))
        by_firm.write.mode("overwrite").parquet(str(folder / FIRMS))
    except Exception as fault:
        _require_readable(population, fault)
        raise
    written = session.read.parquet(str(folder / RESULTS)).groupBy("listing", "outcome").count()
    counts = {(row["listing"], row["outcome"]): row["count"] for row in written.collect()}
    served = session.read.parquet(str(folder / FIRMS))
    firms = Firms(served.count(), served.filter(served["meets"] > 0).count())
    summary = summary_of(material, digests, firms, lambda code: _counts(counts, code, firms.count))
    write_document(folder / SUMMARY, summary | {"rows": sum(counts.values())})
    return summary | {"rows": sum(counts.values())}


def judge(material: Material, layout: Layout) -> Callable[[Written], Callable[[Batches], Batches]]:
    """The function each machine runs over its batches of cells, told what to write of a block."""

    def told(written: Written) -> Callable[[Batches], Batches]:
        def answered(batches: Batches) -> Batches:
            plan = material.columns()
            for batch in batches:
                read = read_block(batch, layout, layout.first_row)
                if read.faults:
                    raise PopulationUnreadable(read.faults)
                yield from written(read.columns, plan.run(read.columns))

        return answered

    return told


def _rows(with_fails: bool) -> Written:
    def written(block: Columns, results: ColumnResults) -> Batches:
        for rows in batches_of(block, results, with_fails=with_fails):
            yield rows.cast(_PLAIN)

    return written


def _firms(block: Columns, results: ColumnResults) -> Batches:
    yield firms_batch(block, results)


def _columns(schema: pa.Schema) -> str:
    """The same columns as the cluster spells them."""
    return ", ".join(f"{each.name} {_TYPES[each.type]}" for each in schema)


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
