"""Steps of a stored calculation in the language of the page."""

from collections.abc import Iterable, Mapping

from django.utils.translation import get_language


def told_steps(steps: Iterable[Mapping[str, str]]) -> list[tuple[str, str]]:
    """Sentence and value of each step."""
    name = "en" if (get_language() or "").startswith("en") else "zh"
    return [(step[name], step["value"]) for step in steps]
