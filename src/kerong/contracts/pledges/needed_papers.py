"""登记材料: which papers a filing needs by its register's table, and which are there."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from kerong.contracts.pledges.errors import PapersMissing
from kerong.contracts.pledges.give_valuation import OWN_MODEL
from kerong.contracts.pledges.models import (
    CoOwner,
    Filing,
    Pledge,
    PledgeItem,
    PledgePaper,
    Valuation,
)
from kerong.contracts.pledges.programmes import window_row
from kerong.finance.pledging import APPRAISED, BY_AGENT, CO_OWNED

Kind = PledgePaper.Kind


@dataclass(frozen=True, slots=True)
class NeededPaper:
    """A kind of paper the window needs, why, and whether it was handed in."""

    kind: str
    when: str
    is_there: bool


def needed_papers(filing: Filing) -> list[NeededPaper]:
    """In the order of the table; at most four queries."""
    held, asked = _held(filing), []
    for need in window_row(filing).terms.papers:
        if need.filing == filing.kind and _applies(need.when, filing):
            asked.append(NeededPaper(need.kind, need.when, need.kind in held))
    return asked


def names_of(papers: Iterable[NeededPaper]) -> str:
    """As a notice lists them in Chinese."""
    return "、".join(str(Kind(paper.kind).label) for paper in papers)


def english_names_of(papers: Iterable[NeededPaper]) -> str:
    return ", ".join(paper.kind.replace("_", " ") for paper in papers)


def lacking_of(papers: Iterable[NeededPaper]) -> list[NeededPaper]:
    return [paper for paper in papers if not paper.is_there]


def require_papers(filing: Filing) -> None:
    """Raises PapersMissing that names every paper the window still waits for."""
    if lacking := lacking_of(needed_papers(filing)):
        raise PapersMissing(papers=names_of(lacking), kinds=english_names_of(lacking))


def file_papers(filing: Filing) -> None:
    """What was registered took its papers with it, in the transaction of the entry."""
    _waiting(filing.pledge, filing.kind).update(filing=filing)


def _waiting(pledge: Pledge, kind: str) -> QuerySet[PledgePaper]:
    return PledgePaper.objects.filter(pledge=pledge, purpose=kind, filing=None)


def _held(filing: Filing) -> set[str]:
    own = PledgePaper.objects.filter(Q(filing=filing) | Q(filing=None))
    own = own.filter(pledge=filing.pledge, purpose=filing.kind)
    found = set(own.values_list("kind", flat=True))
    return found | ({Kind.VALUATION_REPORT.value} if _reported(filing.pledge) else set())


def _applies(when: str, filing: Filing) -> bool:
    if when == BY_AGENT:
        return filing.by_agent
    if when == APPRAISED:
        return _appraised(filing.pledge).exists()
    if when == CO_OWNED:
        items = PledgeItem.objects.filter(pledge=filing.pledge).values("asset")
        return CoOwner.objects.filter(asset__in=items, ended_on=None).exists()
    return True


def _appraised(pledge: Pledge) -> QuerySet[Valuation]:
    rows = Valuation.objects.filter(items__pledge=pledge)
    return rows.exclude(method=OWN_MODEL)


def _reported(pledge: Pledge) -> bool:
    """Every appraiser of a right in it put its report there."""
    return not _appraised(pledge).filter(papers=None).exists()
