"""An import that dies anywhere leaves nothing visible, and sending the file again finishes it."""

from datetime import timedelta

import pytest
from django.db import connection

from kerong.evidence import discard_import as discarding
from kerong.evidence.apply_import import apply_import
from kerong.evidence.discard_import import discard_import, sweep_imports
from kerong.evidence.errors import BatchInForce, BatchNotFound, BatchNotReady
from kerong.evidence.import_facts import import_observations
from kerong.evidence.imports import staging
from kerong.evidence.models import ImportBatch, Observation
from kerong.evidence.snapshot import facts_of
from kerong.evidence.stage_import import stage_import
from kerong.kernel import roles
from kerong.kernel.errors import Forbidden
from kerong.trail.reads import events_of
from tests import build
from tests.build import evidence as files

AT = build.MOMENT
TODAY = AT.date()


class Killed(BaseException):
    """Nothing in the product catches it: the process is gone."""


class KilledAt:
    """Dies before or after the given SQL statement of the import."""

    def __init__(self, place, *, after=False):
        self.place, self.after, self.seen = place, after, 0

    def __call__(self, execute, sql, params, many, context):
        self.seen += 1
        if self.seen == self.place and not self.after:
            raise Killed
        result = execute(sql, params, many, context)
        if self.seen == self.place:
            raise Killed
        return result


def lose_the_connection():
    """What the database does when its client is gone: the open transaction never happened."""
    connection.connection.rollback()
    connection.close()
    connection.in_atomic_block = False
    connection.savepoint_ids.clear()
    connection.needs_rollback = False


def content_of(firm, count=10):
    rows = []
    for year in range(count):
        day = f"{2025 - year}-12-31"
        start = f"{2025 - year}-01-01"
        rows.append([firm.credit_code, "tax_paid", start, day, "7", "tax_bureau", "2026-02-01"])
    return files.csv_file(rows)


def bring(actor, content):
    return import_observations(actor=actor, name="facts.csv", content=content, at=AT)


@pytest.fixture
def firm(db):
    return build.enterprise()


@pytest.fixture
def operator(db):
    return build.actor(roles.OPERATOR)


@pytest.mark.django_db(transaction=True)
@pytest.mark.both_databases
@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_killed_at_any_statement_nothing_is_visible_and_the_file_again_finishes_it(
    after, monkeypatch
):
    monkeypatch.setattr(staging, "CHUNK", 3)
    operator = build.actor(roles.OPERATOR)
    place = 0
    while True:
        place += 1
        firm = build.enterprise()
        content = content_of(firm)
        killer = KilledAt(place, after=after)
        try:
            with connection.execute_wrapper(killer):
                bring(operator, content)
        except Killed:
            lose_the_connection()
            applied = ImportBatch.objects.filter(applied_at__isnull=False)
            visible = Observation.objects.visible().filter(enterprise=firm).count()
            assert visible in (0, 10)  # all once the switch is made, and only then
            assert visible == 10 * applied.filter(observations__enterprise=firm).distinct().count()
            again = bring(operator, content)
            assert again.ok and again.written + again.unchanged == 10
            assert Observation.objects.filter(enterprise=firm).count() == 10
            assert Observation.objects.visible().filter(enterprise=firm).count() == 10
        else:
            break
    assert place > 15


@pytest.mark.django_db(transaction=True)
@pytest.mark.both_databases
def test_every_transaction_of_a_large_file_is_short(operator):
    firms = [build.enterprise() for _ in range(40)]
    rows = [
        [firm.credit_code, "tax_paid", "", f"{year}-12-31", "7", "tax_bureau", "2026-02-01"]
        for firm in firms
        for year in range(1996, 2026)
    ]
    writes = Writes()
    with connection.execute_wrapper(writes):
        report = bring(operator, files.csv_file(rows))

    assert report.written == 1200
    # One switch makes all of it visible; no transaction holds more than one chunk of rows.
    assert max(writes.rows) <= staging.CHUNK
    assert writes.switches == 1


class Writes:
    """Rows inserted by transaction, counted from the SQL."""

    def __init__(self):
        self.rows, self.switches = [0], 0

    def __call__(self, execute, sql, params, many, context):
        if sql.startswith(("BEGIN", "SAVEPOINT")):
            self.rows.append(0)
        if sql.startswith("INSERT") and "evidence_observation" in sql:
            self.rows[-1] += len(params) // 11
        if sql.startswith("UPDATE") and "applied_at" in sql.split("WHERE")[0]:
            self.switches += 1
        return execute(sql, params, many, context)


def staged(actor, content):
    kind = ImportBatch.Kind.OBSERVATIONS
    return stage_import(actor=actor, kind=kind, name="facts.csv", content=content, at=AT)


@pytest.mark.both_databases
class TestStagedButNotApplied:
    def test_what_is_staged_is_not_seen_until_it_is_applied(self, firm, operator):
        report = staged(operator, content_of(firm))
        assert "tax_paid" not in facts_of(firm, as_of=TODAY, on=TODAY).facts

        apply_import(actor=operator, batch_no=report.batch_no, at=AT)

        assert facts_of(firm, as_of=TODAY, on=TODAY).facts["tax_paid"] == 700

    def test_applying_twice_changes_nothing(self, firm, operator):
        report = staged(operator, content_of(firm))
        first = apply_import(actor=operator, batch_no=report.batch_no, at=AT)
        again = apply_import(actor=operator, batch_no=report.batch_no, at=AT + timedelta(hours=1))

        assert again.applied_at == first.applied_at
        assert len(events_of(first.reference)) == 1

    def test_the_same_file_staged_twice_is_one_batch(self, firm, operator):
        first, second = staged(operator, content_of(firm)), staged(operator, content_of(firm))

        assert first.batch_no == second.batch_no
        assert Observation.objects.count() == 10

    def test_a_batch_applied_later_wins_over_one_staged_later(self, firm, operator):
        old = staged(operator, content_of(firm))
        new = staged(operator, content_of(firm).replace(b",7,", b",8,"))
        apply_import(actor=operator, batch_no=new.batch_no, at=AT)
        apply_import(actor=operator, batch_no=old.batch_no, at=AT + timedelta(minutes=1))

        assert facts_of(firm, as_of=TODAY, on=TODAY).facts["tax_paid"] == 700

    def test_a_firm_applies_its_own_batches_alone(self, firm, operator):
        report = staged(operator, content_of(firm))
        clerk = build.actor(roles.FIRM_CLERK, enterprise=firm)

        with pytest.raises(BatchNotFound):
            apply_import(actor=clerk, batch_no=report.batch_no, at=AT)
        with pytest.raises(BatchNotFound):
            apply_import(actor=operator, batch_no="I2026-999999", at=AT)
        with pytest.raises(Forbidden):
            apply_import(actor=build.actor(roles.AUDITOR), batch_no=report.batch_no, at=AT)

    def test_a_batch_that_is_not_ready_is_not_applied(self, operator):
        batch = files.batch(applied=False)
        ImportBatch.objects.update(ready_at=None)

        with pytest.raises(BatchNotReady):
            apply_import(actor=operator, batch_no=batch.no, at=AT)


@pytest.mark.both_databases
class TestDiscarding:
    def test_a_staged_batch_can_be_dropped_with_all_its_rows(self, firm, operator, monkeypatch):
        monkeypatch.setattr(discarding, "CHUNK", 3)
        report = staged(operator, content_of(firm))

        discard_import(actor=operator, batch_no=report.batch_no)

        assert not Observation.objects.exists() and not ImportBatch.objects.exists()

    def test_a_batch_in_force_stays(self, firm, operator):
        report = bring(operator, content_of(firm))

        with pytest.raises(BatchInForce):
            discard_import(actor=operator, batch_no=report.batch_no)
        assert Observation.objects.count() == 10

    def test_what_was_left_for_a_day_is_swept_and_nothing_else(self, firm, operator):
        staged(operator, content_of(firm))
        bring(operator, content_of(firm).replace(b",7,", b",8,"))

        assert sweep_imports(AT + timedelta(hours=23)) == 0
        assert sweep_imports(AT + timedelta(hours=25)) == 1
        assert Observation.objects.count() == 10

    def test_an_import_taken_up_again_is_not_swept(self, firm, operator):
        staged(operator, content_of(firm))
        later = AT + timedelta(hours=20)
        stage_import(
            actor=operator,
            kind=ImportBatch.Kind.OBSERVATIONS,
            name="facts.csv",
            content=content_of(firm),
            at=later,
        )

        assert sweep_imports(AT + timedelta(hours=30)) == 0
