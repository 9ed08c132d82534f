"""Filters and tags that print values the one way the platform prints them."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, gettext_lazy

from kerong.web import event_words, facts, formats, programme_titles, words
from kerong.web.clauses import clause_words
from kerong.web.frame import Frame

register = template.Library()

OUTCOMES = {
    "meets": ("ok", "✓", gettext_lazy("Meets")),
    "near": ("ask", "→", gettext_lazy("One step short")),
    "unknown": ("ask", "?", gettext_lazy("Needs facts")),
    "fails": ("bad", "✗", gettext_lazy("Does not meet")),
}


@register.filter
def clause(text: str) -> str:
    """Where a condition is written, in words of the page."""
    return clause_words(text)


@register.filter
def money(value: int | str | None) -> str:
    """`¥3,000,000.00` from fen, or from yuan as text."""
    return formats.money(value)


@register.filter
def wan(value: int | str | None) -> str | SafeString:
    """`300 万元` with the exact amount in the title."""
    if formats.fen_of(value) is None:
        return formats.NOTHING
    exact = formats.money(value)
    return format_html(
        '<data class="num" value="{}" title="{}">{}</data>',
        formats.fen_of(value),
        exact,
        formats.short_money(value),
    )


@register.filter
def rate(value: int | str | Fraction | None) -> str:
    """`3.45%` from ppm, or from a fraction as text."""
    return formats.rate(value)


@register.filter
def share(value: int | str | Fraction | None) -> str:
    """`18.2%`."""
    return formats.share(value)


@register.filter
def day(value: date | datetime | str | None) -> str:
    """`2026-11-21`."""
    return formats.day(value)


@register.filter
def moment(value: datetime | None) -> SafeString | str:
    """`2026-11-21 20:00` as a time element."""
    if value is None:
        return formats.NOTHING
    return format_html(
        '<time datetime="{}">{}</time>', value.isoformat(timespec="seconds"), formats.moment(value)
    )


@register.filter
def age(value: datetime | None, at: datetime) -> SafeString | str:
    """`3 天前（11-18 10:00）`: the age with the date beside it."""
    if value is None:
        return formats.NOTHING
    return format_html(
        '<time datetime="{}" title="{}">{}</time> <span class="faint">{}</span>',
        value.isoformat(timespec="seconds"),
        formats.moment(value),
        formats.age(value, at),
        formats.moment(value)[5:],
    )


@register.simple_tag(takes_context=True)
def deadline(context: template.Context, on: date | None) -> SafeString | str:
    """`剩 2 个工作日（11-25 前）`; red with a sign when late, marked when provisional."""
    if on is None:
        return formats.NOTHING
    held: Frame = context["frame"]
    due = formats.deadline(on, held.today, held.calendar)
    sign = {"late": "!", "soon": "◔"}.get(due.state, "")
    marked = (
        format_html(
            ' <abbr class="tag ask" title="{}">{}</abbr>',
            gettext("The holidays of that year are not announced yet; weekends were left out."),
            gettext("provisional"),
        )
        if due.provisional
        else ""
    )
    return format_html(
        '<span class="due {}">{}<time datetime="{}">{}</time></span>{}',
        due.state,
        format_html('<span aria-hidden="true">{}</span>', sign) if sign else "",
        on.isoformat(),
        due.words,
        marked,
    )


@register.simple_tag
def outcome(code: str) -> SafeString:
    """A tag with sign and word: meets, near, unknown, fails."""
    tone, sign, word = OUTCOMES[code]
    return format_html(
        '<span class="tag {}"><span aria-hidden="true">{}</span>{}</span>', tone, sign, word
    )


@register.simple_tag
def sign(code: str) -> SafeString:
    """The round sign alone, with its word for readers who do not see it."""
    tone, mark, word = OUTCOMES[code]
    return format_html(
        '<span class="sign {}" title="{}"><span aria-hidden="true">{}</span>'
        '<span class="unseen">{}</span></span>',
        tone,
        word,
        mark,
        word,
    )


@register.simple_tag
def clockbar(left: int, whole: int, state: str = "calm") -> SafeString:
    """How much of a time is left, as a bar; the words beside it say the same."""
    width = 0 if whole <= 0 else max(0, min(100, round(100 * left / whole)))
    return format_html(
        '<svg class="clockbar {}" viewBox="0 0 100 1" preserveAspectRatio="none" '
        'aria-hidden="true"><rect width="{}" height="1"></rect></svg>',
        state,
        width,
    )


@register.filter
def listed(values: Iterable[Any] | None) -> str:
    """`甲、乙`; `a, b` in English; nothing for nothing."""
    return formats.listed(values or ())


@register.simple_tag
def comma() -> str:
    """Between two of a list whose parts the template draws."""
    return formats.comma()


@register.simple_tag
def colon() -> str:
    """Between a word and what it introduces."""
    return formats.colon()


@register.filter
def grade(code: str | None) -> str:
    """`A`, `未评级` for the grade below the first cut, a dash for none known."""
    return facts.grade_words(code or "")


@register.filter
def said(code: Any, vocabulary: str) -> str:
    """The words of a code: `{{ case.state|said:"case_state" }}`."""
    return words.said(code, vocabulary)


@register.filter
def event_title(kind: str) -> str:
    """The words of a kind of event on the trail."""
    return event_words.event_said(kind)


@register.filter
def job_title(name: str) -> str:
    """The words of a periodic job."""
    return event_words.job_said(name)


@register.filter
def events(steps: Iterable[Any]) -> list[dict[str, Any]]:
    """Steps of a case as `timeline.html` shows them; the first one to come is the present one."""
    return list(_events(steps))


def _events(steps: Iterable[Any]) -> Iterator[dict[str, Any]]:
    ahead = False
    for step in steps:
        state = "done" if step.done else ("next" if ahead else "now")
        ahead = ahead or not step.done
        yield {
            "title": step.title,
            "at": step.at,
            "who": " · ".join(str(part) for part in (step.who_title, step.name) if part),
            "words": step.words,
            "due_on": None if step.done else step.due_on,
            "state": "late" if step.overdue else state,
        }


@register.filter
def split_title(key: str) -> str:
    """How losses are split, by the name of the programme."""
    return programme_titles.split_title(key)


@register.filter
def breaker_title(key: str) -> str:
    return programme_titles.breaker_title(key)


@register.filter
def lookup(mapping: dict[str, Any], key: str) -> Any:
    """The entry of a mapping whose key the template holds in a variable."""
    return mapping.get(key)


@register.filter
def item(values: Sequence[Any], at: int) -> Any:
    """The entry of a sequence at a place the template counts."""
    return values[at]
