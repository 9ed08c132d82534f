"""Trying a draft: a run of the draft and of what is in force over all firms."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from kerong.catalogue.one_card_a_place import require_place_of_its_own
from kerong.catalogue.revisions import rules_of
from kerong.kernel.actor import Actor
from kerong.kernel.errors import Forbidden
from kerong.population.access import TRY_DRAFT, draft_for
from kerong.population.ask_run import open_run
from kerong.population.drafts import in_force, pack_of, products_for
from kerong.population.errors import DraftPublished
from kerong.population.models import Run, WhatIfSheet
from kerong.population.trial_beside import fixed_on, written_beside


@dataclass(frozen=True, slots=True)
class Budget:
    """What public money there is, and which share of the amounts it bears; both may be unknown."""

    budget_fen: int | None = None
    cost_share_ppm: int | None = None


def try_draft(*, actor: Actor, digest: str, budget: Budget, at: datetime, on: date) -> WhatIfSheet:
    """The sheet to come, its run queued. Products, the text it is held against and what stands
    beside it are fixed now.

    Raises SheetNotFound for an unknown draft, DraftPublished when it is in force already,
    ScorecardsOverlap and ScorecardsCircle for a card that could not be published, RunInHand while
    the same person's trial of the same draft has not ended.
    """
    TRY_DRAFT.require(actor)
    if actor.person_id is None:
        raise Forbidden()
    draft = draft_for(actor, digest)
    pack, held = pack_of(draft), in_force(draft.key, on)
    if held is not None and held.digest == draft.digest:
        raise DraftPublished()
    require_place_of_its_own(pack.rules)
    products = products_for(pack, on)
    fixed = fixed_on(pack.rules, rules_of(held) if held else None, on)
    with transaction.atomic():
        lane = f"what_if:{draft.pk}:{actor.person_id}"
        run = open_run(kind=Run.Kind.WHAT_IF.value, lane=lane, actor=actor, at=at, on=on)
        return WhatIfSheet.objects.create(
            draft=draft,
            run=run,
            author_id=actor.person_id,
            against=held.digest if held else "",
            products=[[each.code, each.name, dict(each.numbers)] for each in products],
            beside=written_beside(fixed),
            budget_fen=budget.budget_fen,
            cost_share_ppm=budget.cost_share_ppm,
        )
