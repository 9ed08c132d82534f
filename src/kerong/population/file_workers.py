"""Blocks of a file tried in several processes at once, each of which knows no database."""

import io
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import chain, islice
from multiprocessing import get_context

import pyarrow as pa

from kerong.population.errors import TrialCutOff
from kerong.population.firm_places import FirmPlace, places_of
from kerong.population.tally import Tally, tally_of
from kerong.population.trial import FirmTried, Texts, Trial
from kerong.rules.populations.errors import CellFault
from kerong.rules.populations.reading import Layout, Population, read_block

ROWS_AT_ONCE = 2_000


@dataclass(frozen=True, slots=True)
class FileFirm:
    """One firm of the file, with what the draft does for it."""

    credit_code: str
    place: FirmPlace
    tried: FirmTried


@dataclass(frozen=True, slots=True)
class BlockTried:
    """The firms of one block and their counts; of a block with faults the faults alone."""

    faults: tuple[CellFault, ...]
    firms: list[FileFirm]
    tally: Tally


@dataclass(frozen=True, slots=True)
class _Task:
    """One block of cells as an Arrow stream; `first_row` numbers its first firm."""

    content: bytes
    layout: Layout
    first_row: int


def tried_blocks(population: Population, texts: Texts, workers: int) -> Iterator[BlockTried]:
    """The blocks in the order of the file. At most two blocks a process are in memory.

    Raises TrialCutOff when a process dies.
    """
    tasks = _tasks(population)
    first = list(islice(tasks, 2))
    if workers <= 1 or len(first) < 2:  # a process for a single block would only cost its start
        trial = Trial(texts)
        return (_tried(trial, task) for task in chain(first, tasks))
    return _elsewhere(chain(first, tasks), texts, workers)


def _tasks(population: Population) -> Iterator[_Task]:
    first_row = population.layout.first_row
    for batch in population.batches(ROWS_AT_ONCE):
        yield _Task(_packed(batch), population.layout, first_row)
        first_row += batch.num_rows


def _elsewhere(tasks: Iterator[_Task], texts: Texts, workers: int) -> Iterator[BlockTried]:
    pool = ProcessPoolExecutor(
        workers,
        mp_context=get_context("spawn"),  # Arrow's threads do not survive a fork
        initializer=_begin,
        initargs=(texts,),
    )
    waiting: deque[Future[BlockTried]] = deque()
    number = 0
    try:
        for task in tasks:
            waiting.append(pool.submit(_answer, task))
            if len(waiting) >= 2 * workers:
                yield waiting.popleft().result()
                number += 1
        while waiting:
            yield waiting.popleft().result()
            number += 1
    except BrokenProcessPool as fault:
        raise TrialCutOff(block=number) from fault
    finally:
        pool.shutdown(cancel_futures=True)


_laid: list[Trial] = []  # in a worker process its one trial


def _begin(texts: Texts) -> None:
    pa.set_cpu_count(1)
    _laid.append(Trial(texts))


def _answer(task: _Task) -> BlockTried:
    return _tried(_laid[0], task)


def _tried(trial: Trial, task: _Task) -> BlockTried:
    block = read_block(_unpacked(task.content), task.layout, task.first_row)
    if block.faults:
        return BlockTried(block.faults, [], {})
    columns = block.columns
    places = places_of(columns, trial.on, trial.reference)
    firms = list(map(FileFirm, columns.credit_codes, places, trial.over(columns)))
    return BlockTried((), firms, tally_of((each.place, each.tried) for each in firms))


def _packed(batch: pa.RecordBatch) -> bytes:
    sink = io.BytesIO()
    with pa.ipc.new_stream(sink, batch.schema) as stream:
        stream.write_batch(batch)
    return sink.getvalue()


def _unpacked(content: bytes) -> pa.RecordBatch:
    with pa.ipc.open_stream(content) as stream:
        batch: pa.RecordBatch = stream.read_next_batch()
    return batch
