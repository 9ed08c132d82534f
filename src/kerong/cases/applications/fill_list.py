"""Filling a list: firms in blocks, the rules over columns, one row for each firm that meets.

Each block is one short transaction that also moves the mark, so a killed run goes on behind it.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import IntegrityError, transaction

from kerong.cases.applications.assess import Assessed, assess
from kerong.cases.applications.claims import Claim, claim_of
from kerong.cases.applications.draft_application import found_by, named
from kerong.cases.applications.notes import note_list
from kerong.cases.models import Application, EligibleList
from kerong.cases.numbers import application_no
from kerong.catalogue.errors import ClauseAbsent
from kerong.catalogue.plans import plan_for
from kerong.catalogue.policies.cards import ClauseCard
from kerong.catalogue.policies.held import HeldPolicies
from kerong.evidence.snapshot import facts_needed
from kerong.jobs.contention import retried
from kerong.kernel.actor import SYSTEM
from kerong.kernel.references import number_to_come
from kerong.parties.models import Enterprise
from kerong.rules.engine_1.columns import MEETS, columns_of, compile_columns
from kerong.rules.values import Value

BLOCK = 200
_OVER = ("draft", "rejected", "withdrawn")


@retried
def fill_block(made: EligibleList, at: datetime) -> bool:
    """The next block of firms; False when there is none left and the list is drawn up.

    The rules are those of the day the list was opened, however long it takes. Raises ClauseAbsent.
    """
    firms = list(
        Enterprise.objects.filter(pk__gt=made.seen_to, credit_code__isnull=False).order_by("pk")[
            :BLOCK
        ]
    )
    if not firms:
        _drawn_up(made, at)
        return False
    policies = plan_for(made.decided_on).policies
    place = policies.place_of(made.clause)
    if place is None:
        raise ClauseAbsent(code=made.clause)
    card = policies.cards[place]
    claim = claim_of(card.clause.benefit, "", made.decided_on)
    meeting = _meeting(policies, made, firms)
    held = _held(made, claim, meeting)
    found = [(firm, _assessed(firm, made, at)) for firm in meeting if firm.pk not in held]
    unpriced = [firm for firm, each in found if not _is_priced(each, card)]
    rows = [
        _row(made, card, claim, firm, each, at) for firm, each in found if _is_priced(each, card)
    ]
    counts = {
        "seen_count": made.seen_count + len(firms),
        "met_count": made.met_count + len(meeting),
        "held_count": made.held_count + len(held),
        "unpriced_count": made.unpriced_count + len(unpriced),
    }
    _keep(made, rows, firms[-1].pk, counts, at)
    return True


def _meeting(
    policies: HeldPolicies, made: EligibleList, firms: Sequence[Enterprise]
) -> list[Enterprise]:
    """Firms for which every condition is known to be met."""
    day = made.decided_on
    alone = policies.plan.alone(made.clause)
    seen = facts_needed(firms, alone.reads(day), as_of=day, on=day)
    rows: list[tuple[str, Mapping[str, Value | None]]] = [
        (str(firm.pk), seen[firm.pk].facts) for firm in firms
    ]
    results = compile_columns(alone, day).run(columns_of(rows))
    return [firms[at] for at in (results.outcomes[0] == MEETS).nonzero()[0].tolist()]


def _held(made: EligibleList, claim: Claim, firms: Sequence[Enterprise]) -> set[int]:
    """Firms that applied themselves, or stand on another list, for the same claim."""
    rows = Application.objects.filter(
        enterprise__in=[firm.pk for firm in firms], clause=made.clause, claim_key=claim.key
    )
    return set(rows.exclude(state__in=_OVER).values_list("enterprise_id", flat=True))


def _assessed(firm: Enterprise, made: EligibleList, at: datetime) -> Assessed:
    return assess(
        enterprise=firm, clause=made.clause, stated={}, actor=SYSTEM, at=at, on=made.decided_on
    )


def _is_priced(assessed: Assessed, card: ClauseCard) -> bool:
    return assessed.amount_fen is not None or card.clause.benefit.form == "service"


def _row(
    made: EligibleList,
    card: ClauseCard,
    claim: Claim,
    firm: Enterprise,
    assessed: Assessed,
    at: datetime,
) -> Application:
    return Application(
        no=number_to_come(),
        shape=Application.Shape.AUTOMATIC,
        state=Application.State.CANDIDATE,
        eligible_list=made,
        enterprise=firm,
        lead_id=made.lead_id,
        find_text=found_by(firm, card),
        claim_key=claim.key,
        first_month=claim.first_month,
        last_month=claim.last_month,
        amount_fen=assessed.amount_fen,
        finding=assessed.answer.kept,
        snapshot=assessed.snapshot,
        verified=assessed.verified,
        started_at=at,
        **named(card),
    )


def _keep(
    made: EligibleList,
    rows: list[Application],
    last: int,
    counts: dict[str, int],
    at: datetime,
) -> None:
    """Rows and mark together. A firm that applied a moment ago undoes the block; it runs again."""
    try:
        with transaction.atomic():
            mine = EligibleList.objects.filter(
                pk=made.pk, state=EligibleList.State.FILLING, seen_to=made.seen_to
            )
            if not mine.update(seen_to=last, **counts):
                return
            for row in Application.objects.bulk_create(rows):
                row.no = application_no(row.pk, at)
            Application.objects.bulk_update(rows, ["no"])
    except IntegrityError:
        return
    made.refresh_from_db()


def _drawn_up(made: EligibleList, at: datetime) -> None:
    with transaction.atomic():
        filling = EligibleList.objects.filter(pk=made.pk, state=EligibleList.State.FILLING)
        if filling.update(state=EligibleList.State.DRAWN_UP, filled_at=at):
            facts = {"firms": made.seen_count, "met": made.met_count, "held": made.held_count}
            note_list(made, "drawn_up", actor=SYSTEM, at=at, facts=facts)
