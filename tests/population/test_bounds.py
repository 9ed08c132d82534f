"""How much one transaction of a run may write, whatever the texts, pools and firms there are."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kerong.catalogue.publish_pack import publish_pack
from kerong.config.paths import PACKS
from kerong.cultivation.models import Membership
from kerong.evidence.models import Observation
from kerong.kernel.actor import SYSTEM
from kerong.notices.models import Outbox
from kerong.parties.models import Enterprise
from kerong.population import ask_run as asking
from kerong.population import work
from kerong.population.ask_run import BLOCK_SIZE, MOST_ROWS, TRIAL_BLOCK_SIZE
from kerong.population.assessors import rows_of_assessors
from kerong.population.keep_answers import rows_of_answers
from kerong.population.models import ClassStanding, PreApproval, Run, ScoreHistory
from tests.build import catalogue, evidence, whatif
from tests.build import population as build
from tests.build.parties import MOMENT
from tests.population.test_scoring import firm

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
DAY, A_DAY = build.DAY, timedelta(days=1)
FIRMS = 12
MOST_STATEMENTS = 40
SPELLS = (ScoreHistory, ClassStanding, Membership, PreApproval)


@pytest.fixture
def world(tmp_path: Path) -> list[Enterprise]:
    """Firms that meet everything there is: scorecards, class tests, a pool, a screened product."""
    catalogue.reference()
    for folder in ("chongqing/knowledge-value", "national/size", "national/tech-sme"):
        publish_pack(actor=SYSTEM, folder=PACKS / folder, at=MOMENT - A_DAY)
    build.pool()
    build.screened(tmp_path)
    return [firm(invention_patents=str(at)) for at in range(FIRMS)]


@contextmanager
def transactions(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[list[str]]]:
    """The statements of each transaction that completes a block."""
    found: list[list[str]] = []
    still_ours = work._still_ours

    def seen(*arguments: Any) -> bool:
        assert connection.in_atomic_block
        found.append([])
        return still_ours(*arguments)

    def listed(execute: Any, sql: str, *rest: Any) -> Any:
        if found:
            found[-1].append(sql)
        return execute(sql, *rest)

    monkeypatch.setattr(work, "_still_ours", seen)
    with connection.execute_wrapper(listed):
        yield found


def written_of(of: Enterprise) -> int:
    """Rows about a firm: spells begun, spells ended, what was said of it, what it was told."""
    begun = [model.objects.filter(enterprise=of) for model in SPELLS]
    ended = sum(rows.exclude(**{_end(rows.model): None}).count() for rows in begun)
    said = Observation.objects.filter(enterprise=of, computed=True).count()
    told = Outbox.objects.filter(to=of.reference).count()
    return sum(rows.count() for rows in begun) + ended + said + told


def _end(model: Any) -> str:
    return "left_on" if model is Membership else "until_on"


def test_a_block_writes_no_more_of_a_firm_than_its_size_was_chosen_for(
    world: list[Enterprise],
) -> None:
    most = rows_of_answers(DAY) + rows_of_assessors(MOMENT)
    first = build.done()
    begun = {one.pk: written_of(one) for one in world}
    for one in world:
        changed = {"tax_paid": "100", "invention_patents": "20", "employees": "9000"}
        evidence.observe(one, changed, end=DAY + A_DAY, observed_on=DAY + A_DAY)
        evidence.observe(one, {"tax_paid": "100"}, observed_on=DAY + A_DAY)

    second = build.done(MOMENT + A_DAY, on=DAY + A_DAY)

    assert Membership.objects.exclude(left_on=None).exists()
    assert all(5 < rows <= most for rows in begun.values())
    assert all(written_of(one) - begun[one.pk] <= most for one in world)
    assert first.block_size * most <= MOST_ROWS and second.block_size <= BLOCK_SIZE


def test_a_transaction_has_few_statements_that_do_not_grow_with_the_rows(
    world: list[Enterprise], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The most there are, on a day on which everything begins; a notice a firm comes on top."""
    build.asked()
    Run.objects.update(block_size=FIRMS)
    with transactions(monkeypatch) as found:
        build.worked(Run.objects.get())

    (block,) = found
    last = next(at for at, sql in enumerate(block) if '"done_count" = ' in sql)
    block = block[: last + 1]
    kinds = Counter(sql.split(" ", 1)[0] for sql in block)
    assert len(block) <= MOST_STATEMENTS + FIRMS
    assert kinds["INSERT"] <= 12 + FIRMS


@pytest.mark.parametrize(
    ("rows", "size"), [(0, 20), (1, 20), (40, 20), (41, 19), (400, 2), (800, 1), (5_000, 1)]
)
def test_the_more_is_written_of_a_firm_the_fewer_firms_a_block_has(
    rows: int, size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """800 rows a transaction: 19 firms of 41 rows are 779, 20 would be 820."""
    monkeypatch.setattr(asking, "rows_of_answers", lambda on: rows)
    monkeypatch.setattr(asking, "rows_of_assessors", lambda at: 0)

    assert build.asked().block_size == size


def test_a_trial_adds_its_blocks_up_before_the_transaction_that_ends_it(
    tmp_path: Path,
) -> None:
    catalogue.published(tmp_path / "small-loan")
    catalogue.on_shelf()
    build.firms(5)
    folder = whatif.draft_folder(tmp_path)

    with CaptureQueriesContext(connection) as seen:
        sheet = whatif.tried(folder)

    assert sheet.run.block_size == TRIAL_BLOCK_SIZE
    statements = [each["sql"] for each in seen]
    (end,) = [at for at, sql in enumerate(statements) if _ends_a_run(sql)]
    read = [at for at, sql in enumerate(statements) if sql.startswith("SELECT") and "tally" in sql]
    assert read and max(read) < end


def _ends_a_run(sql: str) -> bool:
    return sql.startswith('UPDATE "population_run"') and '"result_digest" = ' in sql
