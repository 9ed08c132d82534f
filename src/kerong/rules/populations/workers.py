"""Processes that answer blocks: each holds its own compiled rules and writes its own parts.

A worker waits on a pipe only its parent holds the other end of: when the parent is gone, however
it went, the worker reads the end of the pipe and leaves.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any

import pyarrow as pa

from kerong.rules.engine_1.columns import ColumnsPlan
from kerong.rules.populations.allocator import keep_freed_memory
from kerong.rules.populations.errors import CellFault, WorkerLost
from kerong.rules.populations.material import Material
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
    """One block of cells. Without `path` it is only read, to find its faults."""

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
    written = write_part(task.path, block, results, with_fails=order.with_fails)
    return Done(task.number, written)


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
        context = get_context("spawn")  # Arrow's threads do not survive a fork
        self._busy: dict[Connection, int] = {}
        self._idle: list[Connection] = []
        self._processes = []
        for _ in range(count):
            ours, theirs = context.Pipe()
            process = context.Process(target=_serve, args=(theirs, order), daemon=True)
            process.start()
            theirs.close()
            self._processes.append(process)
            self._idle.append(ours)

    def put(self, task: Task) -> Iterator[Done]:
        """Hand a block over; yields what was finished while waiting for a free worker."""
        while not self._idle:
            yield from self._collect()
        worker = self._idle.pop()
        self._busy[worker] = task.number
        try:
            worker.send((task.number, task.first_row, task.path))
            worker.send_bytes(_packed(task.batch))
        except OSError as fault:
            raise WorkerLost(block=task.number) from fault

    def rest(self) -> Iterator[Done]:
        while self._busy:
            yield from self._collect()

    def close(self) -> None:
        for worker in (*self._idle, *self._busy):
            worker.close()
        for process in self._processes:
            process.join(timeout=5)
            if process.is_alive():
                process.terminate()

    def _collect(self) -> Iterator[Done]:
        for worker in wait(list(self._busy)):
            assert isinstance(worker, Connection)
            try:
                done: Done = worker.recv()
            except (EOFError, OSError) as fault:
                raise WorkerLost(block=self._busy[worker]) from fault
            del self._busy[worker]
            self._idle.append(worker)
            yield done


Workers = Here | Elsewhere


def workers(order: Order, count: int) -> Workers:
    return Here(order) if count <= 1 else Elsewhere(order, count)


def _serve(parent: Connection, order: Order) -> None:
    """The life of a worker process."""
    pa.set_cpu_count(1)
    keep_freed_memory()
    plan = order.material.columns()
    try:
        while True:
            number, first_row, path = parent.recv()
            batch = _unpacked(parent.recv_bytes())
            parent.send(answer(order, plan, Task(number, first_row, batch, path)))
    except (EOFError, OSError, KeyboardInterrupt):
        return


def _packed(batch: pa.RecordBatch) -> Any:
    sink = io.BytesIO()
    with pa.ipc.new_stream(sink, batch.schema) as stream:
        stream.write_batch(batch)
    return sink.getbuffer()


def _unpacked(content: bytes) -> pa.RecordBatch:
    with pa.ipc.open_stream(content) as stream:
        batch: pa.RecordBatch = stream.read_next_batch()
    return batch
