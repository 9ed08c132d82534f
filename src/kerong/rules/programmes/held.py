"""A programme's table in memory: rows by the day they come into force, each with its source."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, Generic, TypeVar, cast

from kerong.kernel.errors import Invalid
from kerong.rules.document import Place, read_into
from kerong.rules.errors import RuleTextFault
from kerong.rules.offering import Words
from kerong.rules.programmes.text_classes import DatedText, TableText
from kerong.rules.reasons import Unreadable
from kerong.rules.values import read_value
from kerong.rules.vocabulary import DATE, MONEY, RATIO
from kerong.rules.words_text import WordsText
from kerong.rules.yaml_text import read_yaml

T = TypeVar("T")


class NotInForce(Invalid):
    """Facts: `name`, `on`."""

    code = "programme.not_in_force"
    zh = "「{name}」在 {on} 没有生效的规则。"
    en = "{name} has no rule in force on {on}."


@dataclass(frozen=True, slots=True)
class Row(Generic[T]):
    """One dated row: what the money is computed from, and where it is written."""

    since: date
    terms: T
    clause: str
    document: str
    source: str
    verified: bool
    assumed: Words | None = None


@dataclass(frozen=True, slots=True)
class Table(Generic[T]):
    """One named programme; `until` is its last day, None while it runs."""

    key: str
    title: Words
    until: date | None
    rows: tuple[Row[T], ...]

    def on(self, day: date) -> Row[T]:
        """The row in force on a day. Raises NotInForce."""
        found = [row for row in self.rows if row.since <= day]
        if not found or (self.until is not None and day > self.until):
            raise NotInForce(name=self.key, on=day.isoformat())
        return found[-1]


def read_table(
    text: str | bytes,
    shape: type[TableText],
    terms_of: Callable[[Any], T],
    *,
    file: str,
) -> Table[T]:
    """Strict YAML into a table; raises RuleTextFault with file, line and reason."""
    document = read_yaml(text, file=file)
    table = read_into(shape, document, Place.of(document, file))
    rows = [
        Row(
            since=day_of(day, row.place),
            terms=_sound(terms_of, row),
            clause=row.clause,
            document=row.document or table.basis.document,
            source=row.source or table.basis.source,
            verified=row.verified,
            assumed=words_of(row.assumed) if row.assumed else None,
        )
        for day, row in table.rows().items()
    ]
    if not rows:
        table.place.refuse("text.missing", key="terms")
    return Table(
        key=table.key,
        title=words_of(table.title),
        until=day_of(table.until, table.place) if table.until else None,
        rows=tuple(sorted(rows, key=lambda row: row.since)),
    )


def _sound(terms_of: Callable[[Any], T], row: DatedText) -> T:
    """A row the arithmetic refuses is a fault of the text, told with its line."""
    try:
        return terms_of(row)
    except RuleTextFault:
        raise
    except Invalid as fault:
        row.place.refuse("programme.unsound", zh=fault.say(), en=fault.say("en"))


def words_of(text: WordsText) -> Words:
    return Words(text.zh, text.en)


def ratio_of(text: str, place: Place) -> Fraction:
    """ "40%" or "0.4". Raises RuleTextFault."""
    numerator, denominator = cast("tuple[int, int]", _value(RATIO, text, place))
    return Fraction(numerator, denominator)


def money_of(text: str, place: Place) -> int:
    """ "300万" in fen. Raises RuleTextFault."""
    return cast(int, _value(MONEY, text, place))


def day_of(text: str, place: Place) -> date:
    """An ISO day. Raises RuleTextFault."""
    return cast(date, _value(DATE, text, place))


def _value(kind: str, text: str, place: Place) -> Any:
    try:
        return read_value(kind, text)
    except Unreadable as why:
        place.fault(why)
