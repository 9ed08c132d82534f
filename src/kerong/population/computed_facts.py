"""Which facts kept of a firm a scorecard computed from readings that nobody has verified."""

from collections.abc import Collection

from kerong.catalogue.assessments import feeds
from kerong.catalogue.models import Revision
from kerong.catalogue.revisions import rules_of
from kerong.evidence.models import ImportBatch, Observation
from kerong.population.models import ScoreHistory
from kerong.rules.offering import SCORECARD


def unverified_facts(firms: Collection[int]) -> set[tuple[int, str]]:
    """Firm and fact, by what the run that confirmed the score last found; two queries.

    A value somebody observed instead is no matter of ours: callers look at computed ones.
    """
    kept = ScoreHistory.objects.filter(enterprise__in=firms, until_on=None, verified=False)
    rows = set(kept.values_list("enterprise", "scorecard"))
    fed = _fed({card for _, card in rows}) if rows else {}
    return {(firm, fact) for firm, card in rows for fact in fed.get(card, ())}


def unverified_facts_of(firm: int) -> frozenset[str]:
    """The same of one firm, by fact."""
    return frozenset(fact for _, fact in unverified_facts([firm]))


def holds_unverified(batch: ImportBatch) -> bool:
    """Whether a batch of computed observations holds such a value; at most three queries."""
    rows = Observation.objects.filter(batch=batch, computed=True)
    pairs = set(rows.values_list("enterprise", "code"))
    return bool(pairs) and not pairs.isdisjoint(unverified_facts({firm for firm, _ in pairs}))


def _fed(cards: set[str]) -> dict[str, set[str]]:
    """By card the facts it has fed under any of its revisions."""
    found: dict[str, set[str]] = {}
    rows = Revision.objects.filter(offering__code__in=cards, offering__kind=SCORECARD)
    for row in rows.select_related("offering"):
        fact = feeds(rules_of(row))
        if fact is not None:
            found.setdefault(row.offering.code, set()).add(fact)
    return found
