"""What the address of the calculator asks: whose facts, which what-if, which part of the answer."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.http import QueryDict
from django.utils.http import urlencode

from kerong.rules.vocabulary import vocabulary

LOAN, SERVICE, ALL = "loan", "service", "all"
KINDS = (LOAN, SERVICE, ALL)
CHIPS = ("meets", "near", "unknown", "fails")
SORTS = ("limit", "rate", "cost", "instalment", "term")
TERMS = (6, 12, 24, 36)
PAGE_SIZE = 20
MOST_TYPED = 80
MOST_PAGE = 50
FACT = "f."


@dataclass(frozen=True)
class Asked:
    """`typed` holds what was changed, as typed; an empty text takes a known fact away."""

    firm: str = ""
    typed: Mapping[str, str] = field(default_factory=dict)
    kind: str = LOAN
    chip: str = ""
    sort: str = "limit"
    credit: bool = False
    term: int = 0
    page: int = 1

    @classmethod
    def of(cls, query: QueryDict) -> "Asked":
        """Read an address; what is not understood counts as not asked."""
        typed = {
            name.removeprefix(FACT): str(query.get(name)).strip()[:MOST_TYPED]
            for name in query
            if name.startswith(FACT) and name.removeprefix(FACT) in vocabulary()
        }
        return cls(
            firm=query.get("firm", "")[:MOST_TYPED],
            typed=typed,
            kind=_one_of(query.get("kind"), KINDS, LOAN),
            chip=_one_of(query.get("chip"), CHIPS, ""),
            sort=_one_of(query.get("sort"), SORTS, "limit"),
            credit=query.get("credit") == "1",
            term=_number(query.get("term"), TERMS),
            page=_page(query.get("page")),
        )

    def settled(self, typed: Mapping[str, str], *, firm: str) -> "Asked":
        """The same question with only the real changes in it, for the firm that was found."""
        return replace(self, typed=typed, firm=firm)

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What the what-if form carries along beside the facts."""
        pairs = [("kind", self.kind), ("chip", self.chip), ("sort", self.sort)]
        pairs += [("credit", "1")] if self.credit else []
        return pairs + ([("term", str(self.term))] if self.term else [])

    @property
    def carried(self) -> list[tuple[str, str]]:
        """Firm and what-if, for pages that compute with the same facts."""
        firm = [("firm", self.firm)] if self.firm else []
        return firm + [(FACT + code, text) for code, text in sorted(self.typed.items())]

    def address(self, **changes: Any) -> str:
        """The shortest query that asks the same, with changes; another part starts at page 1."""
        changes.setdefault("page", 1)
        asked = replace(self, **changes)
        usual = Asked()
        pairs = [
            (name, str(value))
            for name in ("firm", "kind", "chip", "sort", "term", "page")
            if (value := getattr(asked, name)) != getattr(usual, name)
        ]
        if asked.credit:
            pairs.append(("credit", "1"))
        pairs += [(FACT + code, text) for code, text in sorted(asked.typed.items())]
        return f"?{urlencode(pairs)}" if pairs else "?"


def _one_of(text: str | None, known: tuple[str, ...], usual: str) -> str:
    return text if text in known else usual


def _number(text: str | None, known: tuple[int, ...]) -> int:
    return next((number for number in known if str(number) == text), 0)


def _page(text: str | None) -> int:
    if text and text.isascii() and text.isdigit() and len(text) <= len(str(MOST_PAGE)):
        return min(max(1, int(text)), MOST_PAGE)
    return 1
