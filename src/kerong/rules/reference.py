"""Reference tables the engine reads: size limits by industry, and the dated platform parameters."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from kerong.kernel.canonical import digest
from kerong.rules.vocabulary import RATIO

REFERENCE_PARAMETERS: dict[str, str] = {"lpr_1y": RATIO, "lpr_5y": RATIO}
LARGE, MEDIUM, SMALL, MICRO = "large", "medium", "small", "micro"
SIZES = (LARGE, MEDIUM, SMALL, MICRO)
Limits = tuple[int, int, int]  # at or above: large, medium, small


@dataclass(frozen=True, slots=True)
class SizeLimit:
    """One industry of the size standard; a limit given as None is not looked at.

    `codes` are prefixes of industry codes, the longest prefix of all rows wins; `()` is the row of
    every industry not named. `excluded` prefixes have no size class at all.
    """

    industry: str
    codes: tuple[str, ...]
    employees: Limits | None = None
    revenue_fen: Limits | None = None
    assets_fen: Limits | None = None
    excluded: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StageRule:
    """初创期 by age or revenue, 稳定期 by revenue, otherwise 成长期; first match wins.

    A firm of at most `young_years` or below `small_revenue_fen` is start_up; one at or above
    `large_revenue_fen` is mature.
    """

    since: date
    young_years: int
    small_revenue_fen: int
    large_revenue_fen: int
    verified: bool


@dataclass(frozen=True, slots=True)
class LprRow:
    """One published rate; in force until the next one."""

    published_on: date
    one_year_ppm: int
    five_year_ppm: int


# No published definition was found; the usual reading of the innovation-points guide.
DEFAULT_STAGES = (StageRule(date(1900, 1, 1), 5, 2_000_000_000, 40_000_000_000, verified=False),)


@dataclass(frozen=True, slots=True)
class ReferenceTables:
    """Everything dated that belongs to no single offering."""

    size_limits: tuple[SizeLimit, ...] = ()
    lpr: tuple[LprRow, ...] = ()
    stages: tuple[StageRule, ...] = DEFAULT_STAGES

    def digest_on(self, on: date) -> str:
        """Names what a run on this day reads: later rows disturb no old finding.

        Published rates are left out: findings cite those they use among their parameters.
        """
        stage = self.stage_rule(on)
        return digest([[_limit(row) for row in self.size_limits], _stage(stage) if stage else None])

    def stage_rule(self, on: date) -> StageRule | None:
        return max((r for r in self.stages if r.since <= on), key=lambda r: r.since, default=None)

    def lpr_row(self, on: date) -> LprRow | None:
        """The publication in force on a day, None before the first one."""
        rows = [row for row in self.lpr if row.published_on <= on]
        return max(rows, key=lambda row: row.published_on, default=None)

    def lpr_ppm(self, on: date) -> Mapping[str, int | None]:
        """The reference parameters in force on a day, None before the first publication."""
        row = self.lpr_row(on)
        return {
            "lpr_1y": row.one_year_ppm if row else None,
            "lpr_5y": row.five_year_ppm if row else None,
        }

    def size_limit(self, industry_code: str) -> SizeLimit | None:
        """The row of the longest matching prefix; None for an excluded or unlisted industry."""
        if any(industry_code.startswith(out) for row in self.size_limits for out in row.excluded):
            return None
        matches = [
            (len(prefix), at)
            for at, row in enumerate(self.size_limits)
            for prefix in row.codes or ("",)
            if industry_code.startswith(prefix)
        ]
        return self.size_limits[max(matches)[1]] if matches else None


def size_class(
    limit: SizeLimit, *, employees: int | None, revenue_fen: int | None, assets_fen: int | None
) -> str | None:
    """The class whose lower limits are all reached, else the next below; unknown when one is."""
    seen: list[tuple[int | None, Limits | None]] = [
        (employees, limit.employees),
        (revenue_fen, limit.revenue_fen),
        (assets_fen, limit.assets_fen),
    ]
    looked_at = [(value, limits) for value, limits in seen if limits is not None]
    if any(value is None for value, _ in looked_at):
        return None
    for at, size in enumerate(SIZES[:3]):
        if all(value >= limits[at] for value, limits in looked_at if value is not None):
            return size
    return MICRO


def _limit(row: SizeLimit) -> list[object]:
    parts = (row.codes, row.employees, row.revenue_fen, row.assets_fen, row.excluded)
    return [row.industry, *(list(part) if part is not None else None for part in parts)]


def _stage(rule: StageRule) -> list[object]:
    amounts = [rule.young_years, rule.small_revenue_fen, rule.large_revenue_fen]
    return [rule.since.isoformat(), *amounts, rule.verified]
