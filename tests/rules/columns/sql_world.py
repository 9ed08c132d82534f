"""What the database is told: firms as text cells, and the tables and parameters of the day."""

from dataclasses import dataclass
from datetime import date

import pyarrow as pa

from kerong.rules.populations.reading import read_population
from tests.build.rules import LPR, SIZES, TODAY
from tests.rules.oracle_facts import number

SPOKEN = {True: "meets", False: "fails", None: "unknown"}


@dataclass(frozen=True)
class World:
    """Parameters and tables as the database is told them."""

    on: str
    sizes: tuple

    def texts(self, text, name):
        by_day = text["parameters"][name]
        days = [day for day in by_day if date.fromisoformat(day) <= TODAY]
        return by_day[max(days)] if days else None

    def parameter(self, text, name):
        if name in ("lpr_1y", "lpr_5y"):
            row = max(row for row in LPR if row[0] <= TODAY)
            return number("ratio", str(row[1 if name == "lpr_1y" else 2] / 10**6))
        found = self.texts(text, name)
        if found is None:
            return None
        return number("money" if found[-1] in "万亿元" else "ratio", found)


WORLD = World(TODAY.isoformat(), SIZES)


def told_of(database, cells):
    """The database with a table `firms` of these cells, the same as columns, and their names."""
    numbered = cells.append_column("firm", pa.array(range(cells.num_rows)))
    database.register("cells", numbered)
    database.execute("CREATE OR REPLACE TABLE firms AS SELECT * FROM cells")
    (block,) = read_population(cells).blocks(cells.num_rows)
    return database, block.columns, set(cells.column_names)


def whole(text):
    return None if text is None else int(text)
