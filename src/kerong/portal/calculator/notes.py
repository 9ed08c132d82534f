"""What the fields of the sheet must be told after a what-if, without drawing them anew."""

from collections.abc import Iterable
from html import unescape
from typing import Any

from django.template.loader import render_to_string
from django.utils.html import strip_tags
from django.utils.translation import ngettext

from kerong.portal.calculator.sheet import Group, Line, WhatIf

STATE = "_state"


def notes_of(groups: Iterable[Group], laid: WhatIf) -> dict[str, Any]:
    """By fact: `edited`, `wrong`, `words` below the field, and `said` for computed facts."""
    notes: dict[str, Any] = {
        line.fact.code: _note(line, group) for group in groups for line in group.lines if line.first
    }
    n = len(laid.typed)
    notes[STATE] = ngettext("%(n)s tried", "%(n)s tried", n) % {"n": n} if n else ""
    return notes


def _note(line: Line, group: Group) -> dict[str, Any]:
    drawn = render_to_string("portal/calculator/fact_note.html", {"line": line, "group": group})
    words = unescape(strip_tags(drawn)).strip()
    note = {"edited": line.edited, "wrong": bool(line.error), "words": words}
    return note | {"said": line.said} if line.computed else note
