"""A few processes that answer tasks, each with one at a time, over pipes of their own.

A worker waits on a pipe only its parent holds the other end of: when the parent is gone, however
it went, the worker reads the end of the pipe and leaves; when a worker is gone, the parent does.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from typing import Any, Generic, TypeVar, cast

from kerong.rules.populations.errors import WorkerLost

T = TypeVar("T")
A = TypeVar("A")
Told = TypeVar("Told")
_SECONDS = 5


class Processes(Generic[T, A]):
    """`begin(order)` runs once in each process and gives what answers its tasks.

    Order, tasks and answers are pickled; `begin` is a function of a module. Every call raises
    WorkerLost, with the number of the task, when the process that had it died.
    """

    def __init__(self, begin: Callable[[Told], Callable[[T], A]], order: Told, count: int) -> None:
        context = get_context("spawn")  # Arrow's threads do not survive a fork
        self._busy: dict[Connection, int] = {}
        self._idle: list[Connection] = []
        self._processes = []
        self._told: set[Connection] = set()
        self._order = order
        for _ in range(count):
            ours, theirs = context.Pipe()
            process = context.Process(target=_serve, args=(theirs, begin), daemon=True)
            process.start()
            theirs.close()
            self._processes.append(process)
            self._idle.append(ours)

    def put(self, number: int, task: T) -> list[tuple[int, A]]:
        """Hand a task over; gives what was finished while waiting for a free worker."""
        found: list[tuple[int, A]] = []
        while not self._idle:
            found += self.some()
        worker = self._idle.pop()
        self._busy[worker] = number
        try:
            if worker not in self._told:  # not with its start: a write to it then could not end
                worker.send(self._order)
                self._told.add(worker)
            worker.send(task)
        except OSError as fault:
            raise WorkerLost(block=number) from fault
        return found

    def some(self) -> list[tuple[int, A]]:
        """Wait for at least one answer; nothing when nobody is at work."""
        found = []
        for worker in cast("list[Connection]", wait(list(self._busy)) if self._busy else []):
            try:
                answer: A = worker.recv()
            except (EOFError, OSError) as fault:
                raise WorkerLost(block=self._busy[worker]) from fault
            found.append((self._busy.pop(worker), answer))
            self._idle.append(worker)
        return found

    def rest(self) -> Iterator[tuple[int, A]]:
        """What is still under way, as it is finished."""
        while self._busy:
            yield from self.some()

    def close(self) -> None:
        """End every process, whatever it was doing."""
        for worker in (*self._idle, *self._busy):
            worker.close()
        for process in self._processes:
            process.join(timeout=_SECONDS)
            if process.is_alive():
                process.terminate()
                process.join(timeout=_SECONDS)


def in_order(pool: Processes[T, A], tasks: Iterable[T], ahead: int) -> Iterator[A]:
    """The answers in the order of the tasks; at most `ahead` of them wait for an earlier one."""
    waiting: dict[int, A] = {}
    turn = 0
    for number, task in enumerate(tasks):
        waiting.update(pool.put(number, task))
        while len(waiting) >= ahead and turn not in waiting:
            waiting.update(pool.some())
        while turn in waiting:
            yield waiting.pop(turn)
            turn += 1
    waiting.update(pool.rest())
    for number in sorted(waiting):
        yield waiting[number]


def _serve(parent: Connection, begin: Callable[[Any], Callable[[Any], Any]]) -> None:
    """The life of a worker process."""
    with suppress(EOFError, OSError, KeyboardInterrupt):
        answer = begin(parent.recv())
        while True:
            parent.send(answer(parent.recv()))
