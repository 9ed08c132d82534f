"""The reference tables as the rules read them: plain values with a digest."""

from kerong.kernel.money import Money
from kerong.reference.loading import shipped_lpr, shipped_sizes
from kerong.reference.models import IndustrySize, Lpr
from kerong.reference.versions import LPR, SIZES, held
from kerong.rules.reference import Limits, LprRow, ReferenceTables, SizeLimit


def reference_tables() -> ReferenceTables:
    """One indexed read a call; the tables themselves are read once a process and version."""
    return held("rules", (LPR, SIZES), _read)


def shipped_tables() -> ReferenceTables:
    """The same from the files shipped with the product, without a database."""
    return ReferenceTables(
        size_limits=tuple(_size(row) for row in shipped_sizes()),
        lpr=tuple(
            LprRow(row.published_on, row.one_year_ppm, row.five_year_ppm) for row in shipped_lpr()
        ),
    )


def _read() -> ReferenceTables:
    return ReferenceTables(
        size_limits=tuple(_size(row) for row in IndustrySize.objects.order_by("no")),
        lpr=tuple(
            LprRow(row.published_on, row.one_year_ppm, row.five_year_ppm)
            for row in Lpr.objects.order_by("published_on")
        ),
    )


def _size(row: IndustrySize) -> SizeLimit:
    return SizeLimit(
        industry=row.industry,
        codes=_split(row.codes),
        employees=_limits(row.employees),
        revenue_fen=_in_fen(row.revenue_wan),
        assets_fen=_in_fen(row.assets_wan),
        excluded=_split(row.excluded),
    )


def _split(text: str) -> tuple[str, ...]:
    return tuple(part for part in text.split(";") if part)


def _limits(text: str) -> Limits | None:
    if not text:
        return None
    large, medium, small = (int(part) for part in text.split(";"))
    return large, medium, small


def _in_fen(text: str) -> Limits | None:
    limits = _limits(text)
    if limits is None:
        return None
    large, medium, small = (Money.from_yuan(wan * 10_000).fen for wan in limits)
    return large, medium, small
