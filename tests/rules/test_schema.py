"""The JSON Schema comes from the classes that read, so what one takes the other takes."""

import json

import jsonschema
import pytest

from kerong.rules.errors import RuleTextFault
from kerong.rules.operators import OPERATORS, TYPES_OF
from kerong.rules.schema import offering_schema
from kerong.rules.texts import read_offering
from kerong.rules.yaml_text import read_yaml
from tests.rules.test_texts import WHOLE
from tests.rules.writing import document, line

SCHEMA = offering_schema()
GOOD = WHOLE.replace("[@stage_years, 300]", '["@stage_years", 300]')


def valid(written: object) -> bool:
    return jsonschema.Draft202012Validator(SCHEMA).is_valid(written)


def test_it_is_a_schema_and_takes_what_the_reader_takes():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)

    assert valid(read_yaml(GOOD, file="o.yaml"))
    assert read_offering(GOOD, file="o.yaml").key == "bank-credit-standard"


@pytest.mark.parametrize(
    "changed",
    [
        {"effects": []},
        {"kind": "grant"},
        {"revision": "one"},
        {"title": {"zh": "只有中文"}},
        {"basis": {"document": "d", "source": "s", "verified": "yes"}},
        {"eligibility": {"all": [line("tax_paid", matches=".*")]}},
        {"listing_fields": {"f": {"type": "float", "title": {"zh": "数", "en": "n"}}}},
    ],
)
def test_both_refuse_a_shape_that_is_not_theirs(changed):
    written = document(**changed)

    assert not valid(written)
    with pytest.raises(RuleTextFault):
        read_offering(json.dumps(written, ensure_ascii=False), file="o.yaml")


def test_every_operator_stands_in_the_schema_of_a_line():
    assert len(OPERATORS) == 13
    assert set(OPERATORS) <= set(SCHEMA["$defs"]["LineText"]["properties"])
    assert set(TYPES_OF) == set(OPERATORS)
