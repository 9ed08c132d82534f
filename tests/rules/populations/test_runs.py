"""Population runs: every firm answered once, the same whatever the blocks, workers and kills."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from kerong.rules.factsfile import read_facts_document
from kerong.rules.populations.errors import PopulationUnreadable, WorkerLost
from kerong.rules.populations.reading import read_population
from kerong.rules.populations.runs import Settings, run_population
from kerong.rules.vocabulary import vocabulary
from tests.build.rules import TODAY
from tests.rules.populations.firms import csv_file, firms, material, parquet_file, table

CODES = {"meets": 1, "fails": 0, "unknown": -1}
ROOT = Path(__file__).resolve().parents[3]


def run(folder, found, **settings):
    return run_population(
        read_population(found), material(), folder, Settings(**({"rows": 50} | settings))
    )


def rows_of(folder):
    found = pq.read_table(folder / "results.parquet").to_pylist()
    return sorted(found, key=lambda row: (row["credit_code"], row["listing"]))


def results_of(folder):
    names = ("results.parquet", "firms.parquet", "summary.json")
    return [(folder / name).read_bytes() for name in names]


def test_every_firm_and_listing_stands_in_the_results_as_the_engine_says(tmp_path):
    written = firms(130)
    plan = material().plan()

    summary = run(tmp_path, table(written))

    wanted = []
    for at, facts in enumerate(written):
        read = read_facts_document({"facts": facts}, vocabulary()).facts
        wanted += [
            {
                "credit_code": f"FIRM{at:05d}",
                "offering": answer.rules.key,
                "listing": answer.listing.code,
                "outcome": CODES[answer.outcome],
                "limit_fen": answer.limit_fen,
                "rate_ppm": answer.rate_ppm,
            }
            for answer in plan.run(read, TODAY)
        ]
    assert rows_of(tmp_path) == wanted
    assert summary["rows"] == len(wanted) == 130 * len(plan.listings)
    assert summary["firms"] == 130
    met = {row["credit_code"] for row in wanted if row["outcome"] == 1}
    assert summary["served"] == len(met) > 0
    outcomes = [row["outcome"] for row in wanted]
    assert summary["outcomes"] == {name: outcomes.count(code) for name, code in CODES.items()}
    assert json.loads((tmp_path / "summary.json").read_text()) == summary


@pytest.mark.parametrize("rows", [1, 7, 130])
def test_the_size_of_a_block_changes_no_answer(tmp_path, rows):
    found = table(firms(130))

    whole = run(tmp_path / "whole", found)
    other = run(tmp_path / "other", found, rows=rows)

    assert rows_of(tmp_path / "other") == rows_of(tmp_path / "whole")
    assert other == whole


def test_a_csv_file_and_a_parquet_file_of_the_same_firms_give_the_same_rows(tmp_path):
    found = table(firms(130))

    run(tmp_path / "csv", csv_file(tmp_path, found))
    run(tmp_path / "parquet", parquet_file(tmp_path, found))

    assert rows_of(tmp_path / "csv") == rows_of(tmp_path / "parquet")


def test_two_workers_write_what_one_writes_byte_for_byte(tmp_path):
    found = table(firms(330))

    run(tmp_path / "one", found)
    run(tmp_path / "two", found, workers=2)

    assert results_of(tmp_path / "two") == results_of(tmp_path / "one")


def test_what_fails_may_be_left_to_the_counts(tmp_path):
    found = table(firms(130))

    whole = run(tmp_path / "whole", found)
    lean = run(tmp_path / "lean", found, with_fails=False)

    kept = [row for row in rows_of(tmp_path / "whole") if row["outcome"] != 0]
    assert rows_of(tmp_path / "lean") == kept
    assert lean["listings"] == whole["listings"]
    assert lean["rows"] == len(kept) < whole["rows"]


def start(facts, folder, workers):
    return subprocess.Popen(
        [sys.executable, "-m", "tests.rules.populations.one_run", facts, folder, str(workers)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONHASHSEED": "0"},
    )


@pytest.mark.parametrize("workers", [1, 2])
def test_a_killed_run_goes_on_where_it_was_and_ends_the_same(tmp_path, workers):
    facts = parquet_file(tmp_path, table(firms(1500)))
    run(tmp_path / "unkilled", facts)
    folder = tmp_path / "killed"
    process = start(facts, folder, workers)
    assert process.stdout is not None
    for line in process.stdout:
        if int(line) == 4:
            process.send_signal(signal.SIGKILL)
            break
    process.wait()
    process.stdout.close()
    (work,) = folder.glob(".work-*")
    kept = list(work.glob("block-*.parquet"))
    assert 4 <= len(kept) < 30
    assert not (folder / "results.parquet").exists()
    answered = []

    run_population(
        read_population(facts),
        material(),
        folder,
        Settings(rows=50),
        lambda firms, blocks: answered.append(blocks),
    )

    # a worker may still have finished the block it was at when its parent was killed
    assert 0 <= 30 - len(kept) - len(answered) <= workers
    assert results_of(folder) == results_of(tmp_path / "unkilled")
    assert not list(folder.glob(".work-*"))


def test_control_a_part_that_stands_half_written_under_its_name_spoils_the_run(tmp_path):
    """What the rename protects from: without it a kill leaves such a part behind."""
    found = table(firms(130))
    (tmp_path / "reference").mkdir()
    with pytest.raises(RuntimeError):
        run_population(
            read_population(found), material(), tmp_path, Settings(rows=50), stop_after(2)
        )
    (work,) = tmp_path.glob(".work-*")
    part = work / "block-000000.parquet"
    part.write_bytes(part.read_bytes()[:-30])

    with pytest.raises(Exception, match=r"[Pp]arquet"):
        run(tmp_path, found)


def stop_after(count):
    def stop(firms, blocks):
        if blocks == count:
            raise RuntimeError("stopped")

    return stop


def test_other_firms_or_other_rules_never_meet_parts_of_an_earlier_run(tmp_path):
    first, second = table(firms(130, seed=1)), table(firms(130, seed=2))
    with pytest.raises(RuntimeError):
        run_population(
            read_population(first), material(), tmp_path, Settings(rows=50), stop_after(2)
        )

    run(tmp_path, second)
    run(tmp_path / "alone", second)

    assert results_of(tmp_path) == results_of(tmp_path / "alone")


def test_a_bad_cell_leaves_no_results_and_all_faults_are_told(tmp_path):
    cells = table(firms(130)).to_pydict()
    cells["employees"][3] = "many"
    cells["employees"][120] = "few"
    run(tmp_path, table(firms(20)))

    with pytest.raises(PopulationUnreadable) as refused:
        run(tmp_path, type(table(firms(1))).from_pydict(cells))

    assert [(fault.row, fault.cell) for fault in refused.value.faults] == [
        (4, "many"),
        (121, "few"),
    ]
    assert list(tmp_path.iterdir()) == []


def test_a_firm_that_stands_twice_is_named_by_its_second_row(tmp_path):
    cells = table(firms(130)).to_pydict()
    cells["credit_code"][101] = cells["credit_code"][7]

    with pytest.raises(PopulationUnreadable) as refused:
        run(tmp_path, type(table(firms(1))).from_pydict(cells))

    assert [(fault.row, fault.code) for fault in refused.value.faults] == [
        (102, "population.twice")
    ]


def test_a_lost_worker_is_told_and_what_is_done_is_kept(tmp_path):
    found = table(firms(600))

    def kill_one(firms, blocks):
        children = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children").read_text().split()
        for child in children:
            if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes():
                os.kill(int(child), signal.SIGKILL)

    with pytest.raises(WorkerLost):
        run_population(
            read_population(found), material(), tmp_path, Settings(workers=2, rows=50), kill_one
        )
    run(tmp_path, found)
    run(tmp_path / "alone", found)

    assert results_of(tmp_path) == results_of(tmp_path / "alone")


def test_an_empty_file_of_firms_gives_empty_results(tmp_path):
    found = table(firms(3)).slice(0, 0)

    summary = run(tmp_path, found)

    assert (summary["firms"], summary["served"], summary["rows"]) == (0, 0, 0)
    for name in ("results.parquet", "firms.parquet"):
        assert pq.read_table(tmp_path / name).num_rows == 0
