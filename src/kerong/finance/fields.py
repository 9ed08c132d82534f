"""Reads a JSON document field by field: what is missing, unknown or unreadable is named."""

from collections.abc import Mapping, Sequence
from datetime import date
from difflib import get_close_matches
from fractions import Fraction
from typing import Any, NoReturn

from kerong.kernel.errors import Fault, Invalid
from kerong.kernel.money import Money
from kerong.kernel.ratios import ratio_from_text

_MOST_ITEMS = 5000


class FieldUnreadable(Invalid):
    """Facts: `field`, `problem`, `problem_zh`."""

    code = "finance.field"
    zh = "{field}：{problem_zh}"
    en = "{field}: {problem}"


class Fields:
    """One object of a document; `known` are the keys it may have, `path` where it stands."""

    def __init__(self, document: Any, known: Sequence[str], path: str = "") -> None:
        self.path = path
        if not isinstance(document, Mapping):
            self.refuse("", "an object is expected here", "此处应为对象")
        self._values: Mapping[str, Any] = document
        for key in document:
            if key not in known:
                nearest = get_close_matches(str(key), known, n=1, cutoff=0.4)
                also = nearest[0] if nearest else "-"
                self.refuse(
                    str(key), f"no such field; nearest: {also}", f"没有这个字段，最接近的是 {also}"
                )

    def has(self, name: str) -> bool:
        return self._values.get(name) is not None

    def money(self, name: str, default: int | None = None) -> int:
        """Yuan with at most two decimals, in fen; required where there is no default."""
        found = self.optional_money(name)
        if found is not None:
            return found
        return default if default is not None else self._missing(name)

    def optional_money(self, name: str) -> int | None:
        value = self._values.get(name)
        if value is None:
            return None
        try:
            return Money.from_yuan(value).fen
        except Fault as fault:
            self.refuse(name, fault.say("en"), fault.say())

    def ratio(self, name: str) -> Fraction:
        """A fraction such as "0.0345"."""
        found = self.optional_ratio(name)
        return found if found is not None else self._missing(name)

    def optional_ratio(self, name: str) -> Fraction | None:
        value = self._values.get(name)
        if value is None:
            return None
        try:
            return ratio_from_text("" if isinstance(value, bool) else str(value))
        except ValueError:
            self.refuse(name, "a fraction such as 0.0345 is expected", "应为小数，如 0.0345")

    def day(self, name: str) -> date:
        found = self.optional_day(name)
        return found if found is not None else self._missing(name)

    def optional_day(self, name: str) -> date | None:
        value = self._values.get(name)
        if value is None:
            return None
        try:
            return date.fromisoformat(value if isinstance(value, str) else "")
        except ValueError:
            self.refuse(name, "a day such as 2026-11-21 is expected", "应为日期，如 2026-11-21")

    def count(self, name: str) -> int:
        value = self._values.get(name)
        if value is None:
            self._missing(name)
        if isinstance(value, bool) or not isinstance(value, int):
            self.refuse(name, "a whole number is expected", "应为整数")
        return value

    def text(self, name: str, default: str | None = None) -> str:
        value = self._values.get(name, default)
        if value is None:
            self._missing(name)
        if not isinstance(value, str):
            self.refuse(name, "a text is expected", "应为文本")
        return value

    def flag(self, name: str) -> bool:
        """False where it is absent."""
        value = self._values.get(name, False)
        if not isinstance(value, bool):
            self.refuse(name, "true or false is expected", "应为 true 或 false")
        return value

    def texts(self, name: str) -> list[str]:
        found = self._list(name)
        if not all(isinstance(item, str) for item in found):
            self.refuse(name, "a list of texts is expected", "应为文本列表")
        return found

    def ratios(self, name: str) -> dict[str, Fraction] | None:
        """An object of fractions, None where it is absent."""
        value = self._values.get(name)
        if value is None:
            return None
        inner = Fields(value, list(value) if isinstance(value, Mapping) else (), self._at(name))
        return {str(key): inner.ratio(str(key)) for key in value}

    def items(self, name: str, known: Sequence[str]) -> list["Fields"]:
        """A list of objects, empty where it is absent."""
        found = self._list(name)
        return [Fields(item, known, f"{self._at(name)}[{no}]") for no, item in enumerate(found)]

    def inner(self, name: str, known: Sequence[str]) -> "Fields":
        """The object under a name, which has to be there."""
        if not self.has(name):
            self._missing(name)
        return Fields(self._values[name], known, self._at(name))

    def refuse(self, name: str, problem: str, problem_zh: str) -> NoReturn:
        raise FieldUnreadable(field=self._at(name) or "/", problem=problem, problem_zh=problem_zh)

    def _list(self, name: str) -> list[Any]:
        value = self._values.get(name) or []
        if not isinstance(value, list) or len(value) > _MOST_ITEMS:
            self.refuse(
                name,
                f"a list of at most {_MOST_ITEMS} is expected",
                f"应为列表，最多 {_MOST_ITEMS} 项",
            )
        return value

    def _missing(self, name: str) -> NoReturn:
        self.refuse(name, "is required", "必须填写")

    def _at(self, name: str) -> str:
        return f"{self.path}.{name}" if self.path and name else self.path or name
