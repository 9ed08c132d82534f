"""The glossary page says what the code says, of every public term, operator and fact."""

import re
from pathlib import Path

from kerong.rules.glossary import rules_glossary
from kerong.rules.operators import OPERATORS
from kerong.rules.vocabulary import vocabulary

PAGE = Path(__file__).parents[2] / "docs/reference/glossary/rules.md"


def test_the_page_is_the_one_the_code_makes():
    """Make it anew with `rules_glossary()` when this fails."""
    assert PAGE.read_text(encoding="utf-8") == rules_glossary()


def test_every_fact_and_operator_has_a_line_with_both_names():
    rows = re.findall(r"^\| `(.+?)` \| (.+?) \| (.+?) \|$", rules_glossary(), re.MULTILINE)
    codes = {code for code, _, _ in rows}

    assert {fact.code for fact in vocabulary()} | set(OPERATORS) <= codes
    assert all(zh and en.endswith(".") for _, zh, en in rows)
