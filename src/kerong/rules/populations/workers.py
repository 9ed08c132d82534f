"""Processes that answer blocks: each holds its own compiled rules and writes its own parts."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from kerong.rules.engine_1.columns import ColumnsPlan
from kerong.rules.populations.allocator import keep_freed_memory
from kerong.rules.populations.batches import packed, unpacked
from kerong.rules.populations.errors import CellFault
from kerong.rules.populations.firms_file import write_firms
from kerong.rules.populations.material import Material
from kerong.rules.populations.processes import Processes
from kerong.rules.populations.reading import Layout, read_block
from kerong.rules.populations.results_file import Written, write_part


@dataclass(frozen=True, slots=True)
class Order:
    """What every worker is told once."""

    material: Material
    layout: Layout
    with_fails: bool


@dataclass(frozen=True, slots=True)
class Task:
    """One block of cells. Without `path` it is only read, to find its faults; the part of its
    firms stands beside that of its results and before it."""

    number: int
    first_row: int
    batch: pa.RecordBatch
    path: Path | None


@dataclass(frozen=True, slots=True)
class Done:
    """`written` is None where nothing was written because cells were at fault."""

    number: int
    written: Written | None
    faults: tuple[CellFault, ...] = ()


def answer(order: Order, plan: ColumnsPlan, task: Task) -> Done:
    """Read one block, judge it and write its part."""
    block = read_block(task.batch, order.layout, task.first_row)
    if block.faults or task.path is None:
        return Done(task.number, None, block.faults)
    results = plan.run(block.columns)
    write_firms(firms_part(task.path), block.columns, results)
    written = write_part(task.path, block, results, with_fails=order.with_fails)
    return Done(task.number, written)


def firms_part(path: Path) -> Path:
    """Where the firms of a block are kept; they are there once its results are."""
    return path.with_name(f"firms-{path.name}")


class Here:
    """Answers in this process: one worker needs no other."""

    def __init__(self, order: Order) -> None:
        keep_freed_memory()
        self._order = order
        self._plan = order.material.columns()

    def put(self, task: Task) -> Iterator[Done]:
        yield answer(self._order, self._plan, task)

    def rest(self) -> Iterator[Done]:
        return iter(())

    def close(self) -> None:
        """Nothing runs on."""


class Elsewhere:
    """A few processes, each with one block at a time; what is finished comes back in any order."""

    def __init__(self, order: Order, count: int) -> None:
        self._processes: Processes[_Packed, Done] = Processes(_begin, order, count)

    def put(self, task: Task) -> Iterator[Done]:
        """Hand a block over; gives what was finished while waiting for a free worker."""
        content = _Packed(task.number, task.first_row, packed(task.batch), task.path)
        return (done for _number, done in self._processes.put(task.number, content))

    def rest(self) -> Iterator[Done]:
        return (done for _number, done in self._processes.rest())

    def close(self) -> None:
        self._processes.close()


Workers = Here | Elsewhere


def workers(order: Order, count: int) -> Workers:
    return Here(order) if count <= 1 else Elsewhere(order, count)


@dataclass(frozen=True, slots=True)
class _Packed:
    """A task as it travels between processes."""

    number: int
    first_row: int
    content: bytes
    path: Path | None


def _begin(order: Order) -> Callable[[_Packed], Done]:
    pa.set_cpu_count(1)
    keep_freed_memory()
    plan = order.material.columns()

    def answer_packed(task: _Packed) -> Done:
        batch = unpacked(task.content)
        return answer(order, plan, Task(task.number, task.first_row, batch, task.path))

    return answer_packed
