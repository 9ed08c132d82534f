"""Plain descriptions of the fields of a listing form, for whoever draws the form."""

from dataclasses import dataclass
from typing import Any

from kerong.catalogue.models import Revision
from kerong.catalogue.revisions import rules_of
from kerong.catalogue.wording import code_names, is_english
from kerong.rules.offering import Argument, ListingField
from kerong.rules.values import from_measured, shown
from kerong.rules.vocabulary import NUMERIC_TYPES, vocabulary


@dataclass(frozen=True, slots=True)
class FormField:
    """`kind` is money, ratio, count, points, code, codes or flag; bounds as typed into the form.

    `choices` are (code, name), empty where any code of a larger list may stand (divisions,
    industries), which `of` then names. `asked_by_condition` says whether a condition uses the
    field; the others shape the offer.
    """

    name: str
    kind: str
    title: str
    optional: bool
    least: Any
    most: Any
    choices: tuple[tuple[str, str], ...]
    asked_by_condition: bool
    of: str = ""


def listing_form_fields(revision: Revision, language: str = "zh-hans") -> list[FormField]:
    """The fields of a pack's form in the order of its text."""
    rules = rules_of(revision)
    lines = rules.conditions.values()
    asked = {ask.name for line in lines for ask in line.asked if isinstance(ask, Argument)}
    asked |= {line.when for line in lines if line.when}
    return [_described(at, name in asked, language) for name, at in rules.fields.items()]


def _described(at: ListingField, asked: bool, language: str) -> FormField:
    return FormField(
        name=at.name,
        kind=at.type,
        title=at.title.en if is_english(language) else at.title.zh,
        optional=at.optional,
        least=_bound(at, at.least),
        most=_bound(at, at.most),
        choices=_choices(at, language),
        asked_by_condition=asked,
        of=at.vocabulary_fact or "",
    )


def _bound(at: ListingField, amount: int | None) -> Any:
    if amount is None or at.type not in NUMERIC_TYPES:
        return None
    return shown(at.type, from_measured(at.type, amount))


def _choices(at: ListingField, language: str) -> tuple[tuple[str, str], ...]:
    if at.vocabulary_fact is None:
        return ()
    spelled = code_names()
    found = []
    for code in vocabulary().fact(at.vocabulary_fact).choices:
        zh, en = spelled.get((at.vocabulary_fact, code), (code, code))
        found.append((code, en if is_english(language) else zh))
    return tuple(found)
