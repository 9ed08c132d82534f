"""Every code people see has words in both languages."""

import re

import pytest
from django.apps import apps
from django.utils import translation

from kerong.contracts.loans import conditions
from kerong.contracts.loans.figures import Effect
from kerong.parties.models.organisations import INSTITUTION_KINDS
from kerong.web.words import WORDS, choices, said, together
from tests.web.vocabularies import NOT_SHOWN, OF_ONE_PAGE, VOCABULARIES, words_of

CHINESE = re.compile(r"[\u4e00-\u9fff]")

FIELDS = {
    f"{model._meta.label_lower}.{field.name}": [str(code) for code, _ in field.flatchoices]
    for model in apps.get_models()
    if model.__module__.startswith("kerong.")
    for field in model._meta.local_fields
    if field.choices
}


def test_every_field_with_codes_has_a_vocabulary_or_a_reason_why_no_page_shows_it() -> None:
    told = [*VOCABULARIES, *OF_ONE_PAGE, *NOT_SHOWN]

    assert FIELDS.keys() - set(told) == set()
    assert set(told) - FIELDS.keys() == set()
    assert len(told) == len(set(told))


@pytest.mark.parametrize("field", [*VOCABULARIES, *OF_ONE_PAGE])
def test_each_code_of_a_field_has_its_words_and_no_other_code_has(field: str) -> None:
    assert sorted(words_of(field)) == sorted(FIELDS[field])


@pytest.mark.parametrize(
    ("vocabulary", "codes"),
    [
        ("early_effect", list(Effect.ALL)),
        ("renewal_condition", list(conditions.ALL)),
        ("institution_kind", [code for code, _ in INSTITUTION_KINDS]),
    ],
)
def test_each_code_of_the_models_has_words(vocabulary, codes):
    assert set(WORDS[vocabulary]) == set(codes)
    assert {code for code, _ in choices(vocabulary)} == set(codes)


@pytest.mark.parametrize("vocabulary", sorted(WORDS))
def test_every_word_is_chinese_on_a_chinese_page_and_is_not_on_an_english_one(
    vocabulary: str,
) -> None:
    for code, words in WORDS[vocabulary].items():
        with translation.override("zh-hans"):
            assert CHINESE.search(str(words)), code
        with translation.override("en"):
            assert str(words).strip(), code
            assert not CHINESE.search(str(words)), code


def test_words_follow_the_language_and_what_has_none_stays_as_it_is():
    with translation.override("en"):
        assert said("credit", "security") == "unsecured"
        assert said(5, "level") == "very satisfied"
    with translation.override("zh-hans"):
        assert said("credit", "security") == "信用"
    assert said("unheard_of", "security") == "unheard_of"
    assert said(None, "security") == said("", "security") == "—"


def test_a_vocabulary_given_twice_is_refused_and_named():
    assert together({"a": {"x": "X"}}, {"b": {"x": "Y"}}) == {"a": {"x": "X"}, "b": {"x": "Y"}}
    with pytest.raises(ValueError, match="'a'"):
        together({"a": {"x": "X"}, "b": {}}, {"a": {"x": "another"}})
