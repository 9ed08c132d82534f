"""Counting peers once a run, so that a page reads a few rows however many firms there are."""

from collections.abc import Iterator
from datetime import datetime
from itertools import groupby, islice

from django.db import transaction
from django.db.models import Count

from kerong.population.circles import Alike, circles_of
from kerong.population.models import PeerCell, PeerTable, Run, ScoreHistory

_AT_ONCE = 200  # cells a transaction


def count_peers(run: Run, *, at: datetime) -> PeerTable:
    """All circles of the scores that stand now, in short transactions; `use_peers` switches."""
    table = PeerTable.objects.create(run=run, made_at=at)
    cells = _cells(table)
    while batch := list(islice(cells, _AT_ONCE)):
        with transaction.atomic():
            PeerCell.objects.bulk_create(batch)
    return table


def use_peers(table: PeerTable, *, at: datetime) -> None:
    """Pages read this table from now on; in the transaction of the caller."""
    PeerTable.objects.filter(pk=table.pk).update(ready_at=at)


def _cells(table: PeerTable) -> Iterator[PeerCell]:
    cards = (
        ScoreHistory.objects.filter(until_on=None).order_by().values_list("scorecard").distinct()
    )
    for (scorecard,) in sorted(cards):
        rows = ScoreHistory.objects.filter(
            scorecard=scorecard, until_on=None, points__isnull=False
        ).values_list("revision", "stage", "industry", "points")
        counted = rows.annotate(firms=Count("pk")).order_by(
            "revision", "stage", "industry", "points"
        )
        by_text = groupby(counted.iterator(5_000), key=lambda row: row[0])
        for revision, alike in by_text:
            for circle in circles_of(_told(row) for row in alike):
                yield PeerCell(
                    table=table,
                    scorecard=scorecard,
                    revision=revision,
                    stage=circle.stage,
                    industry=circle.industry,
                    firms_count=circle.firms,
                    **circle.begins,
                )


def _told(row: tuple[str, str, str, int, int]) -> Alike:
    return row[1:]
