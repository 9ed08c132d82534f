"""The page on rules shows a text that is read as it stands."""

import re
from pathlib import Path

from kerong.rules.texts import read_offering

PAGE = Path(__file__).parents[2] / "docs/explain/rules.md"


def test_the_example_of_the_page_is_an_offering():
    (example,) = re.findall(r"```yaml\n(.+?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)

    rules = read_offering(example, file=PAGE.name)

    assert rules.offer.limit.text == "round_down(min($cap, $times * average_tax), 1万)"
    assert len(rules.conditions) == 5
