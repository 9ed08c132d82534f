"""A nightly run, the night after it and a what-if over generated firms: pace, writes and memory.

`python -m bench runs [--firms 30000] [--postgres]`. Each database is measured in a process of its
own. Beside it stands the engine for one firm on some of the same firms, answers checked equal.
"""

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

FIRMS, COMPARED = 30_000, 500
DRAFT = "national/srdi"
CHANGE = ('rd_ratio, at_least: "3%"', 'rd_ratio, at_least: "3.5%"')


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench runs")
    parser.add_argument("--firms", type=int, default=FIRMS)
    parser.add_argument("--postgres", action="store_true")
    asked = parser.parse_args(sys.argv[1:])
    _print("SQLite", _measured(asked.firms, None))
    if asked.postgres:
        from tests.postgres.server import start

        server = start(durable=True)
        try:
            _print("PostgreSQL", _measured(asked.firms, server.url()))
        finally:
            server.stop()


def _measured(firms: int, address: str | None) -> dict[str, Any]:
    environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    if address:
        environment["DATABASE_URL"] = address
    with tempfile.TemporaryDirectory(prefix="kerong-bench-") as folder:
        command = [sys.executable, "-m", "bench.runs", "--child", str(firms), folder]
        done = subprocess.run(
            command, check=True, stdout=subprocess.PIPE, text=True, env=environment
        )
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def _print(title: str, found: dict[str, Any]) -> None:
    print(f"{title}: {found['firms']} firms, peak memory {found['megabytes']} MB")
    heads = ("firms/s", "ms/firm", "reads", "writes", "longest", "at work")
    print(f"  {'':<12} {' '.join(f'{head:>9}' for head in heads)}")
    for name, run in found["runs"].items():
        reads, writes = (f"{low}-{high}" for low, high in (run["reads"], run["writes"]))
        print(
            f"  {name:<12} {run['pace']:>9.0f} {1000 / run['pace']:>9.2f} {reads:>9} {writes:>9}"
            f" {1000 * run['longest']:>6.0f} ms {1000 * run['busiest']:>6.0f} ms"
        )
    print("  reads: statements for all blocks judged together; writes: those of one transaction;")
    print("  longest: the longest transaction, and of it the processor's time on our side")
    for name, (alone, together) in found["judged"].items():
        print(
            f"  {name}: {1000 * together:.2f} ms a firm in columns, {1000 * alone:.2f} one by one:"
            f" {alone / together:.1f} times",
            flush=True,
        )


def child(firms: int, folder: Path) -> None:
    from bench.world import start

    start(folder)
    from django.utils.timezone import now

    at = now()
    _fill(at, firms)
    runs = {"first night": _watched(_nightly, at)}
    night = at + timedelta(days=1)
    runs["next night"] = _watched(_nightly, night)
    runs["what-if"] = _watched(lambda moment: _what_if(folder, moment), night)
    judged = {"scores and classes": _scores_compared(at), "what-if": _trial_compared(at)}
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(json.dumps({"firms": firms, "megabytes": memory, "runs": runs, "judged": judged}))


def _fill(at: datetime, firms: int) -> None:
    """What runs look at: firms, products, scorecards, class tests, pools, a screened product."""
    from kerong.config.demo.accounts import load_accounts
    from kerong.config.demo.firms import load_firms
    from kerong.config.demo.listings import load_listings
    from kerong.config.demo.pools import load_assessments, load_pools, load_screening
    from kerong.reference.loading import load_reference

    load_reference(at)
    load_listings(at)
    load_firms(at, firms)
    load_accounts(at)
    for load in (load_assessments, load_pools, load_screening):
        load(at)


def _nightly(at: datetime) -> Any:
    from kerong.kernel.actor import SYSTEM
    from kerong.population.ask_run import ask_run

    return ask_run(actor=SYSTEM, at=at, on=at.date())


def _what_if(folder: Path, at: datetime) -> Any:
    from kerong.parties.actors import actor_for
    from kerong.parties.models import Mandate
    from kerong.population.send_draft import send_draft
    from kerong.population.try_draft import Budget, try_draft

    mandate = Mandate.objects.get(person__login="officer")
    officer = actor_for(mandate.person, mandate.pk, second_factor=True)
    draft = send_draft(actor=officer, files=_draft_files(), at=at)
    sheet = try_draft(actor=officer, digest=draft.digest, budget=Budget(), at=at, on=at.date())
    return sheet.run


def _draft_files() -> dict[str, bytes]:
    from kerong.config.paths import PACKS

    files = {path.name: path.read_text("utf-8") for path in (PACKS / DRAFT).iterdir()}
    text = files["offering.yaml"]
    assert CHANGE[0] in text
    files["offering.yaml"] = text.replace("revision: 1", "revision: 2").replace(*CHANGE)
    return {name: text.encode() for name, text in files.items()}


@dataclass
class Watched:
    """What a run did: pace in firms a second, statements of each judging and each transaction."""

    pace: float = 0.0
    longest: float = 0.0
    busiest: float = 0.0
    reads: tuple[int, int] = (0, 0)
    writes: tuple[int, int] = (0, 0)
    _reads: list[int] = field(default_factory=list)
    _writes: list[int] = field(default_factory=list)

    def told(self) -> dict[str, Any]:
        self.reads = min(self._reads), max(self._reads)
        self.writes = min(self._writes), max(self._writes)
        return {name: value for name, value in asdict(self).items() if not name.startswith("_")}


def _watched(ask: Callable[[datetime], Any], at: datetime) -> dict[str, Any]:
    from kerong.population.work import work_on

    run, seen = ask(at), Watched()
    with _watching(seen):
        began = time.perf_counter()
        while work_on(run.pk, owner="bench", at=at).more:
            pass
        spent = time.perf_counter() - began
    run.refresh_from_db()
    assert run.state == run.State.DONE, run.fault
    seen.pace = run.firms_count / spent
    return seen.told()


@contextmanager
def _watching(seen: Watched) -> Iterator[None]:
    """Counts statements and times the outermost transactions in which blocks are completed."""
    from django.db import connection
    from django.db.transaction import Atomic

    from kerong.population import work

    judge, enter, leave = work.judge_blocks, Atomic.__enter__, Atomic.__exit__
    counted, began = [0], list[tuple[float, float, int]]()

    def count(execute: Any, *rest: Any) -> Any:
        counted[0] += 1
        return execute(*rest)

    def judged(*arguments: Any, **options: Any) -> Any:
        before = counted[0]
        found = judge(*arguments, **options)
        seen._reads.append(counted[0] - before)
        return found

    def entered(self: Any) -> None:
        began.append((time.perf_counter(), time.thread_time(), counted[0]))
        enter(self)

    def left(self: Any, *fault: Any) -> None:
        leave(self, *fault)
        moment, busy, before = began.pop()
        if not began:
            seen.longest = max(seen.longest, time.perf_counter() - moment)
            seen.busiest = max(seen.busiest, time.thread_time() - busy)
            seen._writes.append(counted[0] - before)

    with connection.execute_wrapper(count):
        work.judge_blocks, Atomic.__enter__, Atomic.__exit__ = judged, entered, left
        try:
            yield
        finally:
            work.judge_blocks, Atomic.__enter__, Atomic.__exit__ = judge, enter, leave


def _facts(at: datetime) -> list[dict[str, Any]]:
    from kerong.evidence.snapshot import facts_of_many
    from kerong.parties.models import Enterprise
    from kerong.population.inputs import observed

    firms = list(Enterprise.objects.order_by("pk")[:COMPARED])
    seen = facts_of_many(firms, as_of=at.date(), on=at.date())
    return [observed(seen[firm.pk]) for firm in firms]


def _scores_compared(at: datetime) -> tuple[float, float]:
    from kerong.catalogue.revisions import revisions_in_force, rules_of
    from kerong.population.scoring_in_force import scoring_for
    from kerong.reference.rules_tables import reference_tables
    from kerong.rules.offering import CLASS, SCORECARD
    from tests.population.one_by_one import ScoringOneByOne

    rules = [rules_of(each) for each in revisions_in_force(at.date(), (CLASS, SCORECARD))]
    alone = ScoringOneByOne(rules, at.date(), reference_tables())
    together = scoring_for(at.date())
    return _ratio(_facts(at), alone.answer, together.answers)


def _trial_compared(at: datetime) -> tuple[float, float]:
    from kerong.catalogue.pack_files import read_pack
    from kerong.config.paths import PACKS
    from kerong.population.trial import Texts, Trial
    from kerong.population.trial_products import Product
    from kerong.reference.rules_tables import reference_tables
    from tests.population.one_by_one import TrialOneByOne

    old = read_pack(PACKS / DRAFT).rules
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / Path(DRAFT).name
        folder.mkdir()
        for name, content in _draft_files().items():
            (folder / name).write_bytes(content)
        new = read_pack(folder).rules
    products = (Product("EXAMPLE", "-", {}),)
    texts = Texts(old, new, products, reference_tables(), at.date())
    return _ratio(_facts(at), TrialOneByOne(texts).of, Trial(texts).over)


def _ratio(
    facts: list[dict[str, Any]], alone: Callable[[Any], Any], together: Callable[[Any], list[Any]]
) -> tuple[float, float]:
    """Seconds a firm one by one and in columns, the median of three turns each."""
    from kerong.rules.engine_1.columns import columns_of

    turns: list[tuple[float, float]] = []
    for _ in range(3):
        began = time.perf_counter()
        single = [alone(each) for each in facts]
        between = time.perf_counter()
        block = together(columns_of([("", each) for each in facts]))
        turns.append((between - began, time.perf_counter() - between))
        assert single == block, "columns and the engine for one firm differ"
    one, other = (statistics.median(each) / len(facts) for each in zip(*turns, strict=True))
    return one, other


if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        child(int(sys.argv[2]), Path(sys.argv[3]))
    else:
        main()
