"""Back-testing: a file of real outcomes held against its scores or against a scorecard in force."""

from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from django.db import transaction

from kerong.catalogue.assessments import Assessment, assessments_on
from kerong.catalogue.errors import AssessmentAbsent
from kerong.kernel.actor import Actor
from kerong.kernel.canonical import canonical_json
from kerong.kernel.errors import Forbidden
from kerong.population.access import BACK_TEST
from kerong.population.backtests.errors import OneOutcomeOnly
from kerong.population.backtests.outcomes import read_outcomes
from kerong.population.backtests.scoring import known_rows
from kerong.population.models import BackTest
from kerong.population.readings import rests_on_verified
from kerong.rules.backtests.sheet import OneOutcome
from kerong.rules.backtests.sheet import back_test as sheet_of
from kerong.trail.record import record


@dataclass(frozen=True, slots=True)
class OutcomesSent:
    """What an officer sends in; `scorecard` "" where the file has a column `score`."""

    title: str
    words: str
    scorecard: str
    file_name: str
    content: bytes


def back_test(*, actor: Actor, sent: OutcomesSent, at: datetime, on: date) -> BackTest:
    """The stored figures. The rows of the file are read, counted and forgotten.

    Raises AssessmentAbsent for a scorecard not in force on the day, OutcomesUnreadable and the
    other faults of files, OneOutcomeOnly.
    """
    BACK_TEST.require(actor)
    if actor.person_id is None:
        raise Forbidden()
    card = card_named(sent.scorecard, on) if sent.scorecard else None
    verified = card is None or rests_on_verified(card.plan, (card.rules,), on)
    figures = body_of(sent.file_name, sent.content, card)
    body = canonical_json({**figures, "verified": verified})
    with transaction.atomic():
        made = BackTest.objects.create(
            title=sent.title,
            words=sent.words,
            scorecard=card.key if card else "",
            revision_no=card.rules.revision if card else None,
            revision_digest=card.digest if card else "",
            verified=verified,
            file_name=sent.file_name[-200:],
            file_digest=sha256(sent.content).hexdigest(),
            digest=sha256(body).hexdigest(),
            body=body.decode(),
            author_id=actor.person_id,
            made_at=at,
        )
        record(
            stream=made.reference,
            kind="backtest.made",
            actor=actor,
            at=at,
            subject=made.reference,
            facts={"file": made.file_digest, "result": made.digest, "scorecard": made.scorecard},
        )
    return made


def body_of(file_name: str, content: bytes, card: Assessment | None) -> dict[str, object]:
    """The figures of a file; also what the command line prints."""
    known, left_out = known_rows(read_outcomes(file_name, content), card)
    try:
        return sheet_of(known, left_out)
    except OneOutcome:
        raise OneOutcomeOnly() from None


def cards_on(on: date) -> list[Assessment]:
    """Scorecards in force on the day; class tests give no points."""
    return [each for each in assessments_on(on) if each.rules.scorecard is not None]


def card_named(name: str, on: date) -> Assessment:
    """One scorecard by its key; raises AssessmentAbsent."""
    for each in cards_on(on):
        if each.key == name:
            return each
    raise AssessmentAbsent(name=name[:60])
