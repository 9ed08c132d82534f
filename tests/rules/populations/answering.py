"""What worker processes of the tests run; they import this file and little else."""

import os
import signal
import time
from collections.abc import Callable


def doubling(order: dict[str, int]) -> Callable[[int], int]:
    """Doubles; the number `slow` takes a while, at the number `dies` the process kills itself."""

    def answer(number: int) -> int:
        if number == order.get("slow"):
            time.sleep(0.3)
        if number == order.get("dies"):
            os.kill(os.getpid(), signal.SIGKILL)
        return 2 * number

    return answer


def long_answers(length: int) -> Callable[[bytes], bytes]:
    """Answers longer than a pipe holds, to tasks as long."""
    return lambda task: task[:1] * length


def leaving(order: bytes) -> Callable[[int], int]:
    """A process that is gone as soon as it has its order."""
    os.kill(os.getpid(), signal.SIGKILL)
    return lambda number: number
