"""Clauses of Chinese documents on English pages: articles by number, other words by the table."""

import re

import pytest
from django.utils.translation import override

from kerong.catalogue.pack_files import read_pack
from kerong.config.paths import PACKS
from kerong.web.clauses import clause_words


@pytest.mark.parametrize(
    ("clause", "said"),
    [
        ("第十一条（二）", "Article 11 (2)"),
        ("第二十三条", "Article 23"),
        ("第一百〇五条", "Article 105"),
        ("2.1.2（四）", "2.1.2 (4)"),
        ("附件 3 新（直通）", "Annex 3 innovative (direct route)"),
        ("附件 1（直通三）", "Annex 1 (direct route 3)"),
        ("财务条件二", "Financial condition 2"),
        ("附件 2（四）1", "Annex 2 (4) 1"),
        ("产品说明", "Product sheet"),
        ("A 级", "Grade A"),
        ("PC070", "PC070"),
        ("无人译过", "无人译过"),
        ("", ""),
    ],
)
def test_a_clause_reads_in_english_on_an_english_page_alone(clause: str, said: str) -> None:
    with override("en"):
        assert clause_words(clause) == said
    with override("zh-hans"):
        assert clause_words(clause) == clause


def test_every_clause_of_a_shipped_pack_has_english_words() -> None:
    clauses = set()
    for file in PACKS.rglob("offering.yaml"):
        rules = read_pack(file.parent).rules
        clauses |= {line.clause for line in rules.conditions.values()}
        clauses |= (
            {each.clause for each in rules.scorecard.indicators} if rules.scorecard else set()
        )

    with override("en"):
        chinese = {each for each in clauses if re.search("[一-鿿]", clause_words(each))}

    assert not chinese
