"""Blocks of a file tried in several processes at once, each of which knows no database."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain, islice

import pyarrow as pa

from kerong.population.errors import TrialCutOff
from kerong.population.firm_places import FirmPlace, places_of
from kerong.population.tally import Tally, tally_of
from kerong.population.trial import FirmTried, Texts, Trial
from kerong.rules.populations.batches import packed, unpacked
from kerong.rules.populations.errors import CellFault, WorkerLost
from kerong.rules.populations.processes import Processes, in_order
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
    """The blocks in the order of the file. At most three blocks a process are in memory.

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
        yield _Task(packed(batch), population.layout, first_row)
        first_row += batch.num_rows


def _elsewhere(tasks: Iterator[_Task], texts: Texts, workers: int) -> Iterator[BlockTried]:
    pool: Processes[_Task, BlockTried] = Processes(_begin, texts, workers)
    try:
        yield from in_order(pool, tasks, ahead=2 * workers)
    except WorkerLost as fault:
        raise TrialCutOff(block=fault.facts["block"]) from fault
    finally:
        pool.close()


def _begin(texts: Texts) -> Callable[[_Task], BlockTried]:
    pa.set_cpu_count(1)
    trial = Trial(texts)
    return lambda task: _tried(trial, task)


def _tried(trial: Trial, task: _Task) -> BlockTried:
    block = read_block(unpacked(task.content), task.layout, task.first_row)
    if block.faults:
        return BlockTried(block.faults, [], {})
    columns = block.columns
    places = places_of(columns, trial.on, trial.reference)
    firms = list(map(FileFirm, columns.credit_codes, places, trial.over(columns)))
    return BlockTried((), firms, tally_of((each.place, each.tried) for each in firms))
