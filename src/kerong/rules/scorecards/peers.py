"""Peer tables as a pack writes them: dated, by stage and industry, never below five firms."""

from fractions import Fraction
from itertools import pairwise

from kerong.rules.declarations import day_of
from kerong.rules.document import Place
from kerong.rules.formulas.tokens import read_literal
from kerong.rules.reasons import Unreadable
from kerong.rules.scorecards.card import PeerCell, PeerTable
from kerong.rules.scorecards.functions import STAGE, amount_of
from kerong.rules.scorecards.text_classes import PeerCellText, PeerTableText
from kerong.rules.vocabulary import vocabulary

LEAST_PEERS = 5


def read_peers(name: str, text: PeerTableText, kind: str) -> PeerTable:
    """The table with its cells checked; `kind` is the type of the raw fact it stands for."""
    day_of(text.as_of, text.place.below("as_of"))
    cells = tuple(_cell(cell, kind) for cell in text.cells)
    held = [(cell.stage, prefix) for cell in cells for prefix in cell.industries or ("",)]
    if len(set(held)) < len(held):
        text.place.refuse("scorecard.peer_cells")
    stages = vocabulary().fact(STAGE).choices
    if not {(stage, "") for stage in stages} <= set(held):  # nobody is left without peers
        text.place.refuse("scorecard.peer_others", stages=list(stages))
    return PeerTable(name, text.as_of, text.source, text.verified, cells)


def _cell(text: PeerCellText, kind: str) -> PeerCell:
    place = text.place
    if text.stage not in vocabulary().fact(STAGE).choices:
        place.refuse("scorecard.stage", stages=list(vocabulary().fact(STAGE).choices))
    if text.firms < LEAST_PEERS:
        place.refuse("scorecard.few_peers", least=LEAST_PEERS)
    cuts = [(amount_of(at, kind, place), _share(share, place)) for at, share in text.cuts.items()]
    rising = all(
        low < high for one, other in pairwise(cuts) for low, high in zip(one, other, strict=True)
    )
    if not cuts or not rising or not 0 < cuts[-1][1] <= 1:
        place.refuse("scorecard.peer_cuts")
    return PeerCell(text.stage, tuple(text.industries), text.firms, tuple(cuts))


def _share(text: str, place: Place) -> Fraction:
    try:
        return read_literal(text).value
    except Unreadable as why:
        place.fault(why)
