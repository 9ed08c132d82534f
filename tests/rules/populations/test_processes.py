"""Tasks answered by several processes: in order, once each, and never waited for in vain."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from kerong.rules.populations.errors import WorkerLost
from kerong.rules.populations.processes import Processes, in_order
from tests.rules.populations.answering import doubling, leaving, long_answers

MEGABYTE = 1_000_000  # more than any pipe holds


@contextmanager
def processes(
    begin: Callable[[Any], Callable[[Any], Any]], order: object, count: int = 2
) -> Iterator[Processes[Any, Any]]:
    pool: Processes[Any, Any] = Processes(begin, order, count)
    try:
        yield pool
    finally:
        pool.close()


def test_answers_come_in_the_order_of_the_tasks_though_one_takes_longer():
    with processes(doubling, {"slow": 0}) as pool:
        answers = list(in_order(pool, range(40), ahead=4))

    assert answers == [2 * number for number in range(40)]


def test_no_more_tasks_are_taken_than_may_wait_for_an_earlier_one():
    taken: list[int] = []

    def tasks() -> Iterator[int]:
        for number in range(30):
            taken.append(number)
            yield number

    with processes(doubling, {"slow": 0}) as pool:
        first = next(in_order(pool, tasks(), ahead=4))

    assert (first, len(taken) <= 7) == (0, True)


def test_tasks_and_answers_may_be_longer_than_a_pipe():
    with processes(long_answers, MEGABYTE) as pool:
        answers = list(in_order(pool, [b"%d" % n * MEGABYTE for n in range(6)], ahead=4))

    assert [(answer[:1], len(answer)) for answer in answers] == [
        (b"%d" % n, MEGABYTE) for n in range(6)
    ]


def test_a_process_that_dies_is_told_with_the_task_it_had():
    with processes(doubling, {"dies": 3}) as pool, pytest.raises(WorkerLost) as lost:
        list(in_order(pool, range(40), ahead=4))

    assert lost.value.facts == {"block": 3}


def test_a_process_that_dies_with_a_long_order_in_its_pipe_is_not_waited_for():
    with processes(leaving, b"x" * MEGABYTE) as pool, pytest.raises(WorkerLost):
        list(in_order(pool, range(4), ahead=4))


def test_closing_ends_processes_in_the_middle_of_a_task():
    with processes(doubling, {"slow": 0}) as pool:
        pool.put(0, 0)

    assert not any(process.is_alive() for process in pool._processes)
