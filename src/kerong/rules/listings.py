"""Numbers of a listing 产品参数: read inside the ranges its pack opens, held as arguments."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from kerong.kernel.canonical import digest
from kerong.rules.errors import ListingNumbersFault, field_error
from kerong.rules.offering import ListingField, OfferingRules
from kerong.rules.reasons import Unreadable
from kerong.rules.text_classes import CODES
from kerong.rules.values import Value, encoded, from_measured, measured, read_value, shown
from kerong.rules.vocabulary import CODE, FLAG, NUMERIC_TYPES, vocabulary

ListingValue = Value | tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class ListingArguments:
    """One listing as the engine sees it: whose rules it follows and the numbers it fills in.

    `values` holds an entry a field of the pack, None where the institution gave nothing; `digest`
    names this content and is what findings cite.
    """

    code: str
    offering: str
    values: Mapping[str, ListingValue]
    digest: str = field(init=False, default="")

    def __post_init__(self) -> None:
        body = {name: encoded(value) for name, value in self.values.items()}
        content = {"code": self.code, "offering": self.offering, "values": body}
        object.__setattr__(self, "values", MappingProxyType(dict(self.values)))
        object.__setattr__(self, "digest", digest(content))


def listing_arguments(
    rules: OfferingRules, code: str, numbers: Mapping[str, Any]
) -> ListingArguments:
    """Arguments from the numbers of a listing as stored or typed; raises ListingNumbersFault."""
    return ListingArguments(code, rules.key, read_listing_numbers(rules, numbers))


def arguments_alone(rules: OfferingRules, code: str) -> ListingArguments:
    """Arguments of what no institution listed: a clause of a policy by its code, else the text."""
    clause = next((each for each in rules.clauses if each.code == code), None)
    if clause is None:
        return ListingArguments(rules.key, rules.key, {})
    return ListingArguments(clause.code, rules.key, clause.values)


def read_listing_numbers(
    rules: OfferingRules, numbers: Mapping[str, Any]
) -> dict[str, ListingValue]:
    """Typed values of every field of the pack; all faults of all fields at once.

    Money may be text in 元 ("3000000", "300万"), ratios fractions or percent, lists of codes
    lists; None or "" means not given, which only optional fields allow.
    """
    errors = [
        field_error(name, Unreadable("listing.unknown_field", name=name))
        for name in numbers
        if name not in rules.fields
    ]
    values: dict[str, ListingValue] = {}
    for name, at in rules.fields.items():
        try:
            values[name] = _field_value(at, numbers.get(name))
        except Unreadable as why:
            errors.append(field_error(name, why))
    if errors:
        raise ListingNumbersFault(errors)
    return values


def _field_value(at: ListingField, given: Any) -> ListingValue:
    if given is None or given == "" or given == [] or given == ():
        if not at.optional:
            raise Unreadable("listing.required", name=at.name)
        return None
    if at.type == CODES:
        return _codes(at, given)
    if at.type == FLAG:
        return read_value(FLAG, str(given).lower() if isinstance(given, bool) else str(given))
    if isinstance(given, bool) or not isinstance(given, int | str):
        raise Unreadable("text.text")
    value = read_value(at.type, str(given))
    if at.type == CODE:
        return _codes(at, [value])[0]
    _require_inside(at, value)
    return value


def _codes(at: ListingField, given: Any) -> tuple[str, ...]:
    if not isinstance(given, list | tuple) or not all(isinstance(item, str) for item in given):
        raise Unreadable("text.list")
    choices = vocabulary().fact(at.vocabulary_fact or "").choices
    codes = []
    for item in given:
        code = str(read_value(CODE, item))
        if choices and code not in choices:
            raise Unreadable("value.choice", text=code, allowed=list(choices))
        codes.append(code)
    return tuple(dict.fromkeys(codes))


def _require_inside(at: ListingField, value: Value) -> None:
    if at.type not in NUMERIC_TYPES or at.least is None or at.most is None:
        return
    amount, per = measured(at.type, value)
    if not at.least * per <= amount <= at.most * per:
        raise Unreadable(
            "fact.bounds",
            least=shown(at.type, from_measured(at.type, at.least)),
            most=shown(at.type, from_measured(at.type, at.most)),
        )
