"""kill -9 in the middle of a run: resumed by another worker, the end is that of an unkilled run."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.build.machine import Machine, killed, machine

WORLD = """
from pathlib import Path
from django.utils import timezone
from kerong.population import ask_run
from tests.build import population as build
ask_run.BLOCK_SIZE, ask_run.HANDS = 4, 1
build.firms(40)
build.pool()
build.screened(Path({folder!r}))
build.asked(timezone.now())
"""
WORKER = """
import threading, time
from datetime import timedelta
from kerong.jobs import lease, queue, schedule
from kerong.jobs.worker import run_worker
from kerong.population import jobs, work
from kerong.population.models import Run
SHORT = timedelta(seconds=2)
work.LEASE = work.NUDGE = lease.LEASE = queue.LEASE = schedule.LEASE = SHORT
queue.FIRST_PAUSE = timedelta(seconds=1)
names = {"population.work", "population.resume"}
for declared in (schedule._declared, queue._declared):
    for name in set(declared) - names:
        del declared[name]
schedule._declared["population.resume"] = schedule.PeriodicJob(
    "population.resume", 1, jobs.WORK, jobs.resume_runs
)
still_ours = work._still_ours
def slowly(block, judged, owner, at):
    print(f"block {block.no}", flush=True)
    time.sleep(PAUSE)
    return still_ours(block, judged, owner, at)
work._still_ours = slowly
stop = threading.Event()
def watch():
    while Run.objects.filter(ended_at=None).exists():
        time.sleep(0.1)
    stop.set()
threading.Thread(target=watch, daemon=True).start()
"""
RUN = "run_worker(stop, poll_seconds=0.05)\n"
# The control: the block counts as done before what was found in it is written.
CARELESS = """
from kerong.population.models import Block
def careless(run, blocks, *, owner, at):
    for block, judged in zip(blocks, work.judge_blocks(run, blocks, at=at)):
        still_ours(block, judged, owner, at)
        Run.objects.filter(pk=run.pk).update(done_count=block.no)
        print(f"block {block.no}", flush=True)
        time.sleep(PAUSE)
        with work.transaction.atomic():
            judged.write()
work.complete_blocks = careless
"""
LOOK = """
import json
from tests.build import population as build
print(json.dumps(build.picture()))
"""


def worker(pause: str, more: str = "") -> str:
    return f"PAUSE = {pause}\n{WORKER}{more}{RUN}"


Make = Callable[[str], Machine]


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Make]:
    made = []

    def place(name: str) -> Machine:
        folder = tmp_path / name
        folder.mkdir()
        made.append(machine(folder))
        made[-1].run(WORLD.format(folder=str(folder)))
        return made[-1]

    yield place
    for each in made:
        each.close()


def picture(place: Machine) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(place.run(LOOK))
    found.pop("events")  # the moments of two machines differ, and with them numbers of streams
    return found


def killed_at(place: Machine, line: str, code: str) -> None:
    process = place.start(code)
    for said in process.stdout:
        if said.startswith(line):
            break
    killed(process)


def done_count(place: Machine) -> int:
    return int(
        place.run("from kerong.population.models import Run; print(Run.objects.get().done_count)")
    )


@pytest.mark.both_databases
def test_a_run_killed_in_the_middle_ends_like_an_unkilled_one(make: Make) -> None:
    whole, broken = make("whole"), make("broken")
    whole.run(worker("0"))
    killed_at(broken, "block 4", worker("0.3"))
    assert 0 < done_count(broken) < 10

    broken.run(worker("0"))

    assert picture(broken) == picture(whole)
    assert len(picture(whole)["members"]) == 36


@pytest.mark.both_databases
def test_a_block_marked_done_before_it_is_written_would_be_noticed(make: Make) -> None:
    """The control: the same kill loses the findings of a block, and the comparison sees it."""
    whole, broken = make("whole"), make("broken")
    whole.run(worker("0"))
    killed_at(broken, "block 4", worker("0.3", CARELESS))

    broken.run(worker("0"))

    assert picture(broken) != picture(whole)
