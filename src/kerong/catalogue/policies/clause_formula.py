"""How a clause's amount is computed, in words: its own numbers and today's values filled in."""

from datetime import date
from fractions import Fraction

from kerong.catalogue.formula_words import FormulaWords, amount_words
from kerong.catalogue.plans import plan_for
from kerong.catalogue.policies.cards import ClauseCard
from kerong.rules.offering import Formula
from kerong.rules.vocabulary import NUMERIC_TYPES, RATIO


def clause_formula(card: ClauseCard, *, on: date, english: bool) -> str:
    """`取最小（3% × 发债金额；400,000 元）`; what a document writes itself stays as it is."""
    found = _of_the_pack(card)
    if found is None:
        return card.clause.formula
    plan = plan_for(on).policies.plan
    say = FormulaWords(
        lambda name, kind: plan.parameter(card.rules, name, kind, on),
        card.rules.measures.values(),
        english=english,
        arguments=_arguments(card, english=english),
    )
    return say.of(found.node)


def _of_the_pack(card: ClauseCard) -> Formula | None:
    """The rule language's own formula, where the clause has no other."""
    offer = card.rules.offer
    found = offer.limit or offer.rate
    return found if found is not None and found.text == card.clause.formula else None


def _arguments(card: ClauseCard, *, english: bool) -> dict[str, str]:
    """The clause's number under each name, or what the number is called."""
    said = {}
    for name, field in card.rules.fields.items():
        value = card.clause.values.get(name)
        said[name] = field.title.en if english else field.title.zh
        if value is not None and field.type in NUMERIC_TYPES:
            exact = Fraction(*value) if field.type == RATIO else Fraction(value)
            said[name] = amount_words(field.type, exact, english=english)
    return said
