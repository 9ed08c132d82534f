"""Whether what a trial says rests on verified readings, whichever firm it says it of."""

from collections.abc import Iterator

from kerong.population.readings import rests_on_verified
from kerong.population.trial import Texts
from kerong.population.trial_products import with_draft
from kerong.rules.engine_1 import Plan, compile_rules
from kerong.rules.offering import SCORECARD, OfferingRules


def is_founded(texts: Texts) -> bool:
    """Both texts, what stands behind them, and every scorecard they may look at."""
    return all(rests_on_verified(plan, texts.on) for plan in _plans(texts))


def _plans(texts: Texts) -> Iterator[Plan]:
    drafted = with_draft(texts.cards, texts.new)
    sides = [(texts.new, texts.cards), *((each.rules, drafted) for each in texts.behind)]
    if texts.old is not None:
        sides.append((texts.old, texts.cards))
    for rules, cards in sides:
        yield _plan(texts, rules, cards)


def _plan(texts: Texts, rules: OfferingRules, cards: tuple[OfferingRules, ...]) -> Plan:
    beside = () if rules.kind == SCORECARD else cards
    return compile_rules([rules], beside).plan([], {}, texts.reference)
