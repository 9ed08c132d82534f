"""Two officers of one office give the opinion at once, two others decide at once."""

import time
from collections import Counter
from collections.abc import Callable
from typing import Any

from kerong.cases.applications import give_review as reviewing
from kerong.cases.applications.approve_decision import approve_decision
from kerong.cases.applications.give_review import OpinionGiven
from kerong.cases.models import Application, ApplicationDecision, Review
from kerong.kernel.errors import Busy, Fault
from kerong.trail.models import Event
from tests.build import applications
from tests.build.applications import PUBLIC_DAYS, Opened, Story
from tests.races.together import at_once

WIDEN = 0.004  # seconds between looking and writing when the guard is off
TWICE = 2


def run_applications_race(*, guard: str, rounds: int) -> dict[str, Any]:
    """What came out; with the guard "off" an opinion is looked at first and written later."""
    opened = Opened()
    applications.carried_out(opened)
    applications.world()
    if guard == "off":
        reviewing.write_opinion = _naive
    told = applications.begin()
    stories = [_brought(told, stage) for stage in ("accepted", "public") for _ in range(rounds)]
    outcomes: Counter[str] = Counter()
    for story in stories[:rounds]:
        colleague = applications.officer(story.other)
        at_once(
            [
                lambda who=who, one=story: _review(one, who, outcomes)  # type: ignore[misc]
                for who in (story.reviewer, colleague)
            ]
        )
    for story in stories[rounds:] if guard == "on" else ():
        another = applications.officer(story.lead)
        at_once(
            [
                lambda who=who, one=story: _approve(one, who, outcomes)  # type: ignore[misc]
                for who in (story.chief, another)
            ]
        )
    return {
        "outcomes": dict(outcomes),
        "opinions": Review.objects.filter(application__state="accepted", department=told.other)
        .exclude(opinion="")
        .count(),
        "said": Event.objects.filter(kind="application.reviewed").count() - TWICE * rounds,
        "granted": Application.objects.filter(state="approved").count(),
        "effects": len(opened.orders),
    }


def _brought(told: Story, stage: str) -> Story:
    """A firm of its own for every story, the offices the same."""
    owner = applications.cases.firm(applications.firm())
    people = applications.people(told.lead, owner, told.other)
    return applications.story(stage, people)


def _review(told: Story, who: Any, outcomes: "Counter[str]") -> None:
    given = OpinionGiven(opinion="agree")
    no = told.application.no
    outcomes[_tried(lambda: reviewing.give_review(actor=who, no=no, given=given, at=told.at))] += 1


def _approve(told: Story, who: Any, outcomes: "Counter[str]") -> None:
    at, no = told.at + PUBLIC_DAYS, told.application.no
    (decision,) = ApplicationDecision.objects.filter(application=told.application)
    seen = decision.proposed_at
    said = _tried(lambda: approve_decision(actor=who, no=no, proposed_at=seen, at=at))
    outcomes[f"decide {said}"] += 1


def _tried(act: Callable[[], object]) -> str:
    for _ in range(20):
        try:
            act()
        except Busy:
            continue
        except Fault as fault:
            return fault.code
        except Exception as fault:
            return f"crash: {type(fault).__name__}: {fault}"[:200]
        return "done"
    return "busy"


def _naive(review: Review, **said: object) -> bool:
    """What was read before the transaction is believed."""
    if review.opinion:
        return False
    time.sleep(WIDEN)
    return bool(Review.objects.filter(pk=review.pk).update(**said))
