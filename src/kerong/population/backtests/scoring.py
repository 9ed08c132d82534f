"""Scores for rows that hold facts: the scorecard in force, at each row's own day."""

from dataclasses import replace

import pyarrow as pa

from kerong.catalogue.assessments import Assessment
from kerong.evidence.imports.report import RowFault
from kerong.population.backtests.errors import (
    FactColumnUnknown,
    OutcomesUnreadable,
    ScoreColumnAbsent,
    ScoreColumnGiven,
)
from kerong.population.backtests.outcomes import NO_SCORE, OutcomeRow, Outcomes
from kerong.rules.backtests.measures import Scored
from kerong.rules.backtests.sheet import Known
from kerong.rules.populations.errors import PopulationUnreadable
from kerong.rules.populations.reading import CREDIT_CODE, read_population
from kerong.rules.scorecards.score import Score

_AT_ONCE = 2000


def known_rows(outcomes: Outcomes, card: Assessment | None) -> tuple[list[Known], dict[str, int]]:
    """The rows that count and the reasons of the others.

    Raises ScoreColumnAbsent, ScoreColumnGiven, FactColumnUnknown, PopulationUnreadable for facts
    that cannot be read, OutcomesUnreadable for facts without their day.
    """
    if outcomes.has_scores and card is not None:
        raise ScoreColumnGiven()
    if outcomes.has_scores and outcomes.facts:
        raise FactColumnUnknown(names=", ".join(outcomes.facts)[:200])
    if not outcomes.has_scores and card is None:
        raise ScoreColumnAbsent()
    rows = outcomes.rows if card is None else _scored(outcomes, card)
    left_out = dict(outcomes.left_out)
    known = []
    for row in rows:
        if row.milli is None:
            left_out[NO_SCORE] = left_out.get(NO_SCORE, 0) + 1
        else:
            known.append(Known(Scored(row.milli, row.bad), row.observed_on, row.is_development))
    return known, left_out


def _scored(outcomes: Outcomes, card: Assessment) -> list[OutcomeRow]:
    undated = next((row for row in outcomes.rows if row.observed_on is None), None)
    if undated is not None:
        words = ("有事实的行须填 observed_on", "a row of facts needs its observed_on")
        raise OutcomesUnreadable([RowFault("backtest.undated", row=undated.no, words=words)])
    table = pa.table(
        {
            CREDIT_CODE: [row.party for row in outcomes.rows],
            **{
                code: pa.array([row.cells[code] or None for row in outcomes.rows], pa.string())
                for code in outcomes.facts
            },
        }
    )
    found: list[OutcomeRow] = []
    for block in read_population(table).blocks(_AT_ONCE):
        if block.faults:
            raise PopulationUnreadable(block.faults)
        for at in range(block.columns.rows):
            row = outcomes.rows[len(found)]
            assert row.observed_on is not None
            result = card.plan.run(block.columns.facts(at), row.observed_on)[0]
            found.append(replace(row, milli=Score(result).value))
    return found
