"""The calculation as cards: sorted into four chips, filtered, ordered, each with its reasons."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from kerong.kernel.money import Money
from kerong.portal.calculator.asked import ALL, CHIPS, PAGE_SIZE, Asked
from kerong.portal.calculator.eased import Eased, cost_after, eased_of
from kerong.portal.calculator.headline import Headline, headline_of
from kerong.portal.calculator.sheet import Weight
from kerong.rules.engine_1.derived import derivations
from kerong.rules.vocabulary import MONEY, vocabulary
from kerong.web.clauses import clause_words
from kerong.web.facts import Names, show_asked, show_move, show_value, title_of, unit_of
from kerong.web.formats import is_english

Result = Mapping[str, Any]
_RANK = {"fails": 0, "unknown": 1, "meets": 2}
# No listing can name a higher cap; a range beyond it only repeats the bounds of a fact.
_SAYABLE_FEN = 100_000_000_000
_MOST_NAMED = 2
_CREDIT = frozenset({"credit", "credit+risk_fund"})


@dataclass(frozen=True)
class Reason:
    """One line of the list ✓ ✗ ？, in words."""

    outcome: str
    say: str
    seen: str
    asked: str
    clause: str
    any_of: int = 0


@dataclass(frozen=True)
class Card:
    """One product as the answer shows it; `result` is its entry in the calculation."""

    result: Result
    chip: str
    shelf: Any
    names: Names = field(default_factory=dict)
    eased: Eased | None = None  # what policies make of it

    @property
    def code(self) -> str:
        return str(self.result["listing"])

    @property
    def reasons(self) -> list[Reason]:
        """What fails first; alternatives of which one is enough stay together."""
        groups = _outcomes(self.result["lines"])

        def place(line: Mapping[str, Any]) -> tuple[int, int]:
            group = line.get("any_of", 0)
            return _RANK[groups.get(group, line["outcome"])], group

        lines = sorted(self.result["lines"], key=place)
        return [reason_of(line, self.names) for line in lines]

    @property
    def open_reasons(self) -> list[Reason]:
        """Those that are not met."""
        return [reason for reason in self.reasons if reason.outcome != "meets"]

    @property
    def gaps(self) -> int:
        """Conditions that are not met; alternatives count as one."""
        lines = self.result["lines"]
        single = [line["outcome"] for line in lines if not line.get("any_of")]
        return sum(outcome != "meets" for outcome in [*single, *_outcomes(lines).values()])

    @property
    def count(self) -> int:
        """How many conditions there are; alternatives count as one."""
        lines = self.result["lines"]
        return sum(not line.get("any_of") for line in lines) + len(_outcomes(lines))

    @property
    def moves(self) -> list[str]:
        return [show_move(move) for move in self.result["smallest_change"] or ()]

    @property
    def missing(self) -> list[str]:
        return [title_of(code) for code in self.result["missing"]]

    @property
    def limit_ends(self) -> tuple[str | None, str | None]:
        """The ends of an unknown limit a person can use; None for nought and for no bound."""
        low, high = self.result["limit_low_yuan"], self.result["limit_high_yuan"]
        useful_low = low if low is not None and _fen(low) > 0 else None
        return useful_low, high if high is not None and _fen(high) <= _SAYABLE_FEN else None

    @property
    def limit_waits(self) -> bool:
        """The limit is published, and only facts are missing to say it."""
        return self.result["limit_yuan"] is None and self.result["limit_high_yuan"] is not None

    @property
    def limit_hangs_on(self) -> list[str]:
        """Names of the missing amounts an unknown limit grows with; empty where there are many."""
        words = vocabulary()
        codes = [code for code in self.result["missing"] if code in words]
        amounts = [title_of(code) for code in codes if words.fact(code).type == MONEY]
        return amounts if len(amounts) <= _MOST_NAMED else []

    @property
    def step(self) -> str:
        """`有效发明专利再有 2 件`: the one move told by its distance, where it is a count."""
        moves = self.result["smallest_change"] or ()
        if len(moves) != 1 or not isinstance(moves[0]["from"], int):
            return ""
        move = moves[0]
        if isinstance(move["from"], bool) or move["to"] <= move["from"]:
            return ""
        more = move["to"] - move["from"]
        return f"{more} {unit_of(move['fact'], more)}".strip()

    @property
    def step_of(self) -> str:
        return title_of(self.result["smallest_change"][0]["fact"])


def _outcomes(lines: Sequence[Mapping[str, Any]]) -> dict[int, str]:
    """The outcome of each group of alternatives: the best of its lines."""
    found: dict[int, str] = {}
    for line in lines:
        group = line.get("any_of", 0)
        if group:
            best = found.get(group, "fails")
            found[group] = max(best, line["outcome"], key=_RANK.__getitem__)
    return found


def chip_of(result: Result) -> str:
    """meets · near (fails, but a smallest change is known) · unknown · fails."""
    if result["outcome"] == "fails" and result["smallest_change"]:
        return "near"
    return str(result["outcome"])


@dataclass(frozen=True)
class Answers:
    """What one page of the answer shows; `counts` are of the kind asked, before other filters."""

    headline: Headline
    counts: dict[str, int]
    kinds: dict[str, int]
    chip: str
    cards: list[Card]
    total: int
    page: int
    took_of: int

    @property
    def more(self) -> int:
        """How many further cards wait behind this page."""
        return max(0, self.total - self.page * PAGE_SIZE)

    @property
    def shown(self) -> int:
        return min(self.total, self.page * PAGE_SIZE)


def answers_of(
    document: Mapping[str, Any],
    asked: Asked,
    shelf: Mapping[str, Any],
    names: Names | None = None,
) -> Answers:
    """One page of cards; without a chip asked, the first one that is not empty."""
    results: Sequence[Result] = document["results"]
    of_kind = [r for r in results if asked.kind in (ALL, r["kind"])]
    chips = [chip_of(result) for result in of_kind]
    counts = {chip: chips.count(chip) for chip in CHIPS}
    chip = asked.chip or next((name for name in CHIPS if counts[name]), CHIPS[0])
    clauses = {row["listing"]: row for row in document["policies"]}
    kept = [
        Card(result, chip, shelf.get(result["listing"]), names or {}, eased_of(result, clauses))
        for result, its in zip(of_kind, chips, strict=True)
        if its == chip
    ]
    kept = [card for card in kept if _wanted(card, asked)]
    kept.sort(key=_ORDERS[asked.sort])
    start = (asked.page - 1) * PAGE_SIZE
    return Answers(
        headline=headline_of(of_kind, counts, shelf),
        counts=counts,
        kinds=_kinds(results),
        chip=chip,
        cards=kept[start : start + PAGE_SIZE],
        total=len(kept),
        page=asked.page,
        took_of=len(results),
    )


def reason_of(line: Mapping[str, Any], names: Names | None = None) -> Reason:
    """A line of the calculation in words of the page's language."""
    say = line["say"]
    if isinstance(say, Mapping):
        say = say["en"] if is_english() else say["zh"]
    return Reason(
        outcome=line["outcome"],
        say=say or title_of(line["fact"]),
        seen=show_value(line["fact"], line["seen"], names),
        asked=show_asked(line["fact"], line["operator"], line["asked"], names),
        clause=clause_words(line["clause"] or ""),
        any_of=line.get("any_of", 0),
    )


def weight_of(results: Iterable[Result]) -> Weight:
    """How many products wait for each missing fact, and which facts any of them asks."""
    waiting: dict[str, int] = {}
    asked: set[str] = set()
    for result in results:
        asked.update(line["fact"] for line in result["lines"])
        for code in result["missing"]:
            waiting[code] = waiting.get(code, 0) + 1
    for code in asked & set(derivations()):
        asked.update(derivations()[code].reads)
    return Weight(waiting, frozenset(asked))


def _wanted(card: Card, asked: Asked) -> bool:
    guarantee = getattr(card.shelf, "guarantee", "")
    if asked.credit and guarantee not in _CREDIT:
        return False
    term = card.result["term_months"]
    return not asked.term or (term is not None and term >= asked.term)


def _kinds(results: Sequence[Result]) -> dict[str, int]:
    counts = {"loan": 0, "service": 0, "all": len(results)}
    for result in results:
        counts[result["kind"]] += 1
    return counts


def _fen(yuan: str | None) -> int:
    return -1 if yuan is None else Money.from_yuan(yuan).fen


def _rate(card: Card) -> tuple[bool, Fraction]:
    rate = card.result["annual_rate"]
    return rate is None, Fraction(rate or 0)


def _by_limit(card: Card) -> Any:
    return -_fen(card.result["limit_yuan"]), _rate(card), card.code


def _by_rate(card: Card) -> Any:
    return _rate(card), -_fen(card.result["limit_yuan"]), card.code


def _by_instalment(card: Card) -> Any:
    paid = card.result["instalment_yuan"]
    return paid is None, _fen(paid), card.code


def _by_term(card: Card) -> Any:
    return -(card.result["term_months"] or 0), _rate(card), card.code


def _by_cost(card: Card) -> Any:
    cost = cost_after(card.result)
    return cost is None, Fraction(cost or 0), -_fen(card.result["limit_yuan"]), card.code


_ORDERS: dict[str, Callable[[Card], Any]] = {
    "limit": _by_limit,
    "rate": _by_rate,
    "cost": _by_cost,
    "instalment": _by_instalment,
    "term": _by_term,
}
