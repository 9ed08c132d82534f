"""One scorecard as the firm sees it: kept score, peers, history, indicators and the way ahead."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import get_language, gettext

from kerong.population.models import ScoreHistory
from kerong.population.next_grade import CardSeen
from kerong.population.peer_view import OwnStanding, Peers
from kerong.portal.standing.charts import history_option
from kerong.reference.models import Industry
from kerong.rules.offering import Words
from kerong.rules.values import shown
from kerong.rules.vocabulary import vocabulary
from kerong.web.facts import show_value, title_of
from kerong.web.formats import NOTHING, points
from kerong.web.sections import industry_name
from kerong.web.words import said


@dataclass(frozen=True, slots=True)
class ItemShown:
    """One indicator: points of the most it can give, and what would raise it."""

    title: str
    points: str
    most: str
    raised: str
    verified: bool


@dataclass(frozen=True, slots=True)
class StepShown:
    words: str
    gain: str
    suffices: bool


@dataclass(frozen=True, slots=True)
class CardShown:
    key: str
    title: str
    points: str
    grade: str
    verified: bool
    peers: Peers | None
    circle: str
    history: list[tuple[date, str, str]]
    option: dict[str, Any] | None
    lacking: list[str]
    items: list[ItemShown]
    next_grade: str
    short: str
    steps: list[StepShown]
    reached: str


def cards_shown(
    standing: OwnStanding, seen: Mapping[str, CardSeen], today: date
) -> list[CardShown]:
    """Every scorecard in force for the firm, with what runs have kept of it; one query."""
    kept = {score.now.scorecard: score for score in standing.scores}
    codes = {each.peers.industry for each in kept.values() if each.peers}
    industries = dict(Industry.objects.filter(code__in=codes).values_list("code", "name"))
    cards = []
    for key, card in seen.items():
        held = kept.get(key)
        cards.append(
            CardShown(
                key=key,
                title=words_in(card.score.result.rules.title),
                points=_said(card.score.value),
                grade=card.score.grade or "",
                verified=card.score.verified,
                peers=held.peers if held else None,
                circle=_circle(held.peers, industries) if held and held.peers else "",
                history=_history(held.history if held else []),
                option=history_option(held.history if held else [], today),
                lacking=[title_of(code) for code in card.score.missing],
                items=_items(card),
                next_grade=card.ahead.grade,
                short=points(card.ahead.short),
                steps=[_step(each) for each in card.ahead.steps],
                reached=card.ahead.reached,
            )
        )
    return cards


def words_in(words: Words) -> str:
    return words.en if (get_language() or "").startswith("en") else words.zh


def _circle(peers: Peers, industries: Mapping[str, str]) -> str:
    parts = [said(peers.stage, "growth_stage")] if peers.stage else []
    if peers.industry:
        name = industries.get(peers.industry, peers.industry)
        parts.append(industry_name(peers.industry, name))
    return " · ".join(parts)


def _history(rows: list[ScoreHistory]) -> list[tuple[date, str, str]]:
    return [(row.from_on, points(row.points), row.grade) for row in reversed(rows)]


def _items(card: CardSeen) -> list[ItemShown]:
    items = []
    for item in card.score.items:
        raised = card.raised.get(item.indicator.code)
        items.append(
            ItemShown(
                title=words_in(item.indicator.title),
                points=points(item.points),
                most=points(item.most),
                raised=_move(raised.move) if raised else "",
                verified=item.verified,
            )
        )
    return items


def _said(milli: int | None) -> str:
    """`78.5 分`."""
    if milli is None:
        return NOTHING
    return gettext("%(points)s points") % {"points": points(milli)}


def _step(step: Any) -> StepShown:
    return StepShown(_move(step), _said(step.gain), step.suffices)


def _move(move: Any) -> str:
    """`有效发明专利 4 件 → 6 件`."""
    kind = vocabulary().fact(move.fact).type
    was, to = shown(kind, move.was), shown(kind, move.to)
    return f"{title_of(move.fact)} {show_value(move.fact, was)} → {show_value(move.fact, to)}"
