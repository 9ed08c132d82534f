"""What the rules say of an application: facts held of the firm, and what it states itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import localdate

from kerong.cases.applications.errors import StatedUnreadable
from kerong.cases.models import ClauseDesk
from kerong.catalogue.policies.keep_finding import ClauseAnswer, keep_clause_finding
from kerong.evidence.models import Snapshot
from kerong.evidence.snapshot import facts_of, freeze
from kerong.kernel.actor import Actor
from kerong.parties.models import Enterprise
from kerong.rules.errors import FactsFault
from kerong.rules.factsfile import read_facts_document
from kerong.rules.values import Value
from kerong.rules.vocabulary import vocabulary


@dataclass(frozen=True, slots=True)
class Assessed:
    """The kept answer, the held facts it was made of, and whether any was merely stated."""

    answer: ClauseAnswer
    snapshot: Snapshot
    verified: bool
    is_stated: bool

    @property
    def amount_fen(self) -> int | None:
        """None where no rule says the amount, and where there is none to have."""
        found = self.answer.amount_fen
        return found if found is not None and found > 0 else None

    def settles(self, desk: ClauseDesk) -> bool:
        """Whether the rules alone may decide: everything known from evidence, all of it met."""
        clause = self.answer.card.clause
        result = self.answer.result
        return (
            desk.decides_at_once
            and clause.benefit.mode == "instant"
            and result.outcome == "meets"
            and not result.missing
            and not self.is_stated
            and (self.verified or bool(desk.adopts))
            and (self.amount_fen is not None or clause.benefit.form == "service")
        )


def assess(
    *,
    enterprise: Enterprise,
    clause: str,
    stated: Mapping[str, str],
    actor: Actor,
    at: datetime,
    on: date | None = None,
) -> Assessed:
    """Keeps finding and snapshot, of today unless told a day. Raises ClauseAbsent,
    StatedUnreadable."""
    on = on or localdate(at)
    seen = facts_of(enterprise, as_of=on, on=on)
    facts: dict[str, Value | None] = {**seen.facts, **read_stated(stated)}
    answer = keep_clause_finding(
        enterprise=enterprise, code=clause, facts=facts, as_of=on, on=on, actor=actor, at=at
    )
    lines = answer.result.lines
    verified = answer.card.verified and all(line.verified for line in lines)
    return Assessed(answer, freeze(enterprise, seen, at=at), verified, bool(stated))


def read_stated(stated: Mapping[str, str]) -> Mapping[str, Value]:
    """Values a firm typed for facts nobody holds, as the rules take them."""
    if not stated:
        return {}
    document = {"party": {"name": "企业"}, "facts": dict(stated)}
    try:
        return read_facts_document(document, vocabulary()).facts
    except FactsFault as fault:
        code = next(iter(stated)) if len(stated) == 1 else ""
        raise StatedUnreadable(fact=code or str(fault)[:120]) from fault
