"""Tables and pictures of back-tests: a picture always has a table with the same figures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kerong.kernel.ratios import ppm_from
from kerong.web import formats
from kerong.web.columns import moment_column, reading_column
from kerong.web.tables import Column, Table


def card_name(row: Any) -> str:
    """The scorecard by its name with its revision, or whose scores they were."""
    if not row.scorecard:
        return str(_("scores of the file"))
    title = (row.card_en if formats.is_english() else row.card_zh) or row.scorecard
    return str(_("%(title)s, revision %(no)s") % {"title": title, "no": row.revision_no})


_READING = reading_column()


def _reading(row: Any) -> Any:
    """Scores a file brought rest on no card of ours."""
    return _READING.value(row) if row.scorecard else formats.NOTHING


BACK_TESTS = Table(
    columns=(
        Column(key="no", title=gettext_lazy("Number"), cell="no", order_by=("pk",)),
        Column(key="title", title=gettext_lazy("Title"), cell="title", order_by=("title",)),
        Column(
            key="scorecard",
            title=gettext_lazy("Scorecard"),
            cell=card_name,
            order_by=("scorecard",),
        ),
        replace(_READING, cell=_reading),
        Column(key="file", title=gettext_lazy("File"), cell="file_name"),
        Column(key="author", title=gettext_lazy("Made by"), cell="author.name"),
        moment_column("made", gettext_lazy("Made"), "made_at"),
    ),
    url=lambda row: reverse("console:backtest", args=[row.no]),
)


@dataclass(frozen=True, slots=True)
class BinRow:
    """One range of scores as the table and the export have it."""

    scores: str
    rows: int
    bad: int
    bad_ppm: int | None
    low_ppm: int | None
    high_ppm: int | None
    expected_ppm: int | None
    agrees: bool | None
    good_below_ppm: int
    bad_below_ppm: int
    before: int | None
    after: int | None


def _share_column(key: str, title: Any) -> Column:
    return Column(
        key=key, title=title, cell=lambda row: formats.share(getattr(row, key)), align="right"
    )


def _count_column(key: str, title: Any) -> Column:
    return Column(key=key, title=title, cell=lambda row: _known(getattr(row, key)), align="right")


def _known(value: Any) -> Any:
    return formats.NOTHING if value is None else value


def _agreement(row: BinRow) -> str:
    if row.agrees is None:
        return formats.NOTHING
    return str(_("inside the interval") if row.agrees else _("outside the interval"))


_SCORES = Column(key="scores", title=gettext_lazy("Scores"), cell="scores")
_CALIBRATION = (
    _count_column("rows", gettext_lazy("Rows")),
    _count_column("bad", gettext_lazy("Went bad")),
    _share_column("bad_ppm", gettext_lazy("Share that went bad")),
    _share_column("low_ppm", gettext_lazy("Interval from")),
    _share_column("high_ppm", gettext_lazy("Interval to")),
    _share_column("expected_ppm", gettext_lazy("Expected share")),
    Column(key="agrees", title=gettext_lazy("Calibration"), cell=_agreement),
)
_CURVE = (
    _share_column("good_below_ppm", gettext_lazy("Good ones at or below")),
    _share_column("bad_below_ppm", gettext_lazy("Bad ones at or below")),
    _count_column("before", gettext_lazy("Rows before")),
    _count_column("after", gettext_lazy("Rows after")),
)
CALIBRATION = Table(columns=(_SCORES, *_CALIBRATION), size=50)
CURVE = Table(columns=(_SCORES, *_CURVE), size=50)
RANGES = Table(columns=(_SCORES, *_CALIBRATION, *_CURVE))  # as taken away


def bin_rows(body: Mapping[str, Any]) -> list[BinRow]:
    """The ranges with the curve at the end of each: shares at or below its upper score."""
    stability = body["stability"] or {"before": [], "after": []}
    all_bad = sum(each["bad"] for each in body["bins"])
    all_good = sum(each["rows"] for each in body["bins"]) - all_bad
    found: list[BinRow] = []
    good = bad = 0
    for at, each in enumerate(body["bins"]):
        low, high = each["interval_ppm"] or (None, None)
        good, bad = good + each["rows"] - each["bad"], bad + each["bad"]
        found.append(
            BinRow(
                scores=span(each["over"], each["upto"]),
                rows=each["rows"],
                bad=each["bad"],
                bad_ppm=each["bad_ppm"],
                low_ppm=low,
                high_ppm=high,
                expected_ppm=each["expected_ppm"],
                agrees=each["agrees"],
                good_below_ppm=ppm_from(Fraction(good, all_good)),
                bad_below_ppm=ppm_from(Fraction(bad, all_bad)),
                before=_at(stability["before"], at),
                after=_at(stability["after"], at),
            )
        )
    return found


def span(over: int | None, upto: int | None) -> str:
    """A range of scores in words."""
    low, high = formats.points(over), formats.points(upto)
    if over is None:
        return str(_("all") if upto is None else _("up to %(score)s") % {"score": high})
    if upto is None:
        return str(_("above %(score)s") % {"score": low})
    return str(_("above %(low)s up to %(high)s") % {"low": low, "high": high})


def curve_option(body: Mapping[str, Any]) -> dict[str, Any]:
    """Shares of good and bad ones at or below each score; the farther from the diagonal the
    better."""
    points = [[_percent(good), _percent(bad)] for good, bad in body["curve"]]
    axis = {"type": "value", "min": 0, "max": 100}
    return {
        "legend": {"top": 0},
        "xAxis": {**axis, "name": _("good ones, percent"), "nameLocation": "middle", "nameGap": 28},
        "yAxis": {**axis, "name": _("bad ones, percent"), "nameTextStyle": {"align": "left"}},
        "grid": {"left": 8, "right": 16, "top": 48, "bottom": 40, "containLabel": True},
        "series": [
            {"name": _("this score"), "type": "line", "showSymbol": False, "data": points},
            {
                "name": _("no better than chance"),
                "type": "line",
                "showSymbol": False,
                "lineStyle": {"type": "dashed"},
                "data": [[0, 0], [100, 100]],
            },
        ],
    }


def bins_option(rows: Sequence[BinRow]) -> dict[str, Any]:
    """Share that went bad by range of scores, with its interval and what was expected."""
    series = (
        (_("Share that went bad"), "bar", "", [row.bad_ppm for row in rows]),
        (_("Interval from"), "scatter", "rect", [row.low_ppm for row in rows]),
        (_("Interval to"), "scatter", "triangle", [row.high_ppm for row in rows]),
        (_("Expected share"), "line", "circle", [row.expected_ppm for row in rows]),
    )
    shown = [each for each in series if any(value is not None for value in each[3])]
    return {
        "legend": {"top": 0},
        "grid": {"left": 8, "right": 16, "top": 48, "bottom": 8, "containLabel": True},
        "xAxis": {"type": "category", "data": [row.scores for row in rows]},
        "yAxis": {"type": "value", "min": 0, "axisLabel": {"formatter": "{value}%"}},
        "series": [
            {
                "name": name,
                "type": kind,
                **({"symbol": mark} if mark else {"barMaxWidth": 36}),
                "data": [None if value is None else _percent(value) for value in values],
            }
            for name, kind, mark, values in shown
        ],
    }


def _percent(ppm: int) -> str:
    """Percent with two decimals as text: pictures get no binary fractions either."""
    hundredths = (ppm + 50) // 100
    return f"{hundredths // 100}.{hundredths % 100:02d}"


def _at(counts: Sequence[int], at: int) -> int | None:
    return counts[at] if at < len(counts) else None
