"""Whether a firm stands in a file twice, in eight bytes a firm."""

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from kerong.rules.populations.cells import texts_of
from kerong.rules.populations.errors import MOST_LISTED, CellFault, twice_fault
from kerong.rules.populations.reading import CREDIT_CODE, Population


class FirmsSeen:
    """Remembers a hash of every credit code; only codes whose hash repeats are looked at again."""

    def __init__(self) -> None:
        self._hashes: list[NDArray[np.int64]] = []

    def add(self, batch: pa.RecordBatch) -> None:
        codes = texts_of(batch.column(CREDIT_CODE))
        self._hashes.append(np.array([hash(code) for code in codes if code], dtype=np.int64))

    def twice(self, population: Population) -> list[CellFault]:
        """The rows of firms that stood before; reads the file again only where one may."""
        every = np.concatenate([np.zeros(0, dtype=np.int64), *self._hashes])
        hashes, counts = np.unique(every, return_counts=True)
        repeated = set(hashes[counts > 1].tolist())
        if not repeated:
            return []
        faults: list[CellFault] = []
        seen: set[str] = set()
        row = population.layout.first_row
        for batch in population.batches(1 << 16):
            for at, code in enumerate(texts_of(batch.column(CREDIT_CODE))):
                if code and hash(code) in repeated:
                    if code in seen and len(faults) < MOST_LISTED:
                        faults.append(twice_fault(row + at, code))
                    seen.add(code)
            row += batch.num_rows
        return faults
