"""Text in requests holds no control characters: no schema a caller fills is left out."""

from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

from kerong.api.schemas import (
    applications,
    calculations,
    guarantees,
    loans,
    needs,
    public_money,
    take_ups,
)
from kerong.api.schemas.requests import RequestSchema
from kerong.api.site import document
from tests.api.test_main_job import NEED, Caller
from tests.build import cases as build

MODULES = (applications, calculations, guarantees, loans, needs, public_money, take_ups)
CLASSES = {
    name: each
    for module in MODULES
    for name, each in vars(module).items()
    if isinstance(each, type) and issubclass(each, BaseModel)
}
DOCUMENT = document()
COMPONENTS: dict[str, Any] = DOCUMENT["components"]["schemas"]


def operations() -> Iterator[dict[str, Any]]:
    for path in DOCUMENT["paths"].values():
        yield from path.values()


def named_in(value: Any) -> set[str]:
    """Components a schema names, and those they name."""
    if isinstance(value, list):
        return {name for each in value for name in named_in(each)}
    if not isinstance(value, dict):
        return set()
    name = value.get("$ref", "").rpartition("/")[2]
    deeper = named_in(COMPONENTS[name]) if name else set()
    return {name} - {""} | deeper | {each for part in value.values() for each in named_in(part)}


QUERIES = ("StageIn", "Paging", "QueueIn", "PoliciesIn", "PaymentsIn", "ClaimsIn")
BODIES = sorted(named_in([each.get("requestBody", {}) for each in operations()]))


def test_the_bodies_of_all_operations_are_found() -> None:
    assert {"NeedIn", "FeeIn", "FactsIn", "PartyIn", "PaperIn", "LoanReportIn"} <= set(BODIES)


@pytest.mark.parametrize("name", [*BODIES, *QUERIES])
@pytest.mark.parametrize("text", ["a\x00b", "\x1b[1m", "\x85", "\ud800"])
def test_no_field_of_a_request_takes_control_characters(name: str, text: str) -> None:
    schema = CLASSES[name]
    assert issubclass(schema, RequestSchema)
    for field in schema.model_fields:
        for value in (text, [text], {"a": {"b": text}}, {text: 1}):
            with pytest.raises(ValidationError) as refusal:
                schema.model_validate({field: value})
            said = {each["loc"]: each["msg"] for each in refusal.value.errors()}
            assert f"U+{ord(text.strip('ab')[0]):04X} is not allowed" in said[(field,)]


def test_text_in_queries_is_read_through_such_a_schema_too() -> None:
    """What is left is a date, a number or a choice, which reads no such text."""
    asked = {
        each["name"]
        for operation in operations()
        for each in operation.get("parameters", ())
        if each["in"] == "query" and each["schema"].get("type") == "string"
        if not {"format", "enum"} & each["schema"].keys()
    }

    assert asked == {"stage", "find"}
    assert asked <= take_ups.StageIn.model_fields.keys()


def test_tabs_and_line_ends_are_text() -> None:
    said = "第一行\r\n\t第二行\n"

    assert needs.WordsIn.model_validate({"words": said}).words == said


@pytest.mark.django_db
@pytest.mark.both_databases
def test_the_refusal_comes_in_the_form_of_all_others() -> None:
    status, answer = Caller(build.firm()).ask("POST", "/needs", NEED | {"words": "a\x00b"})

    assert (status, answer["error"]["code"]) == (400, "api.field_unreadable")
    assert answer["error"]["facts"]["field"].endswith("words")
    assert "U+0000" in answer["error"]["message"]
    status, answer = Caller(None).ask("POST", "/calculations", {"facts": {"a\x00": 1}})
    assert (status, answer["error"]["code"]) == (400, "api.field_unreadable")


@pytest.mark.django_db
def test_a_query_is_refused_in_the_same_form() -> None:
    status, answer = Caller(build.clerk()).ask("GET", "/take-ups?find=a%00b")

    assert (status, answer["error"]["code"]) == (400, "api.field_unreadable")
