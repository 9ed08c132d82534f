"""The calc document: what it says of one product is that product's own."""

from typing import Any

import pytest

from kerong.catalogue.documents import Phrases, Writer
from kerong.rules.engine_1 import compile_rules
from kerong.rules.errors import RuleTextFault
from kerong.rules.listings import listing_arguments
from kerong.rules.offering import OfferingRules
from tests.rules.writing import ON, WORDS, facts, field, line, offering

AVERAGE = {"formula": "(tax_paid + tax_paid_prev) / 2", "unit": "money", "title": WORDS}


def written(
    rules: OfferingRules, numbers: dict[str, dict[str, Any]], **given: Any
) -> dict[str, list[dict[str, Any]]]:
    """The lines of each listing as the document prints them, by code, from one writer."""
    arguments = [listing_arguments(rules, code, each) for code, each in numbers.items()]
    results = compile_rules([rules]).plan(arguments).run(facts(**given), ON)
    writer = Writer(results, Phrases({}), "en")
    return {
        result.listing.code: [writer.line(result, each) for each in result.lines]
        for result in results
    }


def test_each_product_shows_its_own_limit_where_the_limit_is_no_offer() -> None:
    rules = offering(
        offer={"limit": "$cap - loans_outstanding"},
        listing_fields={"cap": field("money", "1万", "1亿")},
    )

    found = written(
        rules, {"L1": {"cap": "100万"}, "L2": {"cap": "300万"}}, loans_outstanding="5000000.00"
    )

    assert [each["seen"] for each in (*found["L1"], *found["L2"])] == ["-4000000.00", "-2000000.00"]
    assert [each["distance"] for each in (*found["L1"], *found["L2"])] == [
        "4000000.00",
        "2000000.00",
    ]


def test_a_measure_asked_for_a_number_of_the_product_shows_what_that_product_asks() -> None:
    rules = offering(
        line("average", at_least="$least"),
        measures={"average": AVERAGE},
        listing_fields={"least": field("money", "1万", "1亿")},
    )

    found = written(
        rules,
        {"L1": {"least": "5万"}, "L2": {"least": "50万"}},
        tax_paid="100000.00",
        tax_paid_prev="100000.00",
    )

    assert [
        (each["asked"], each["seen"], each["outcome"], each["distance"])
        for each in (*found["L1"], *found["L2"])
    ] == [
        ("50000.00", "100000.00", "meets", "-50000.00"),
        ("500000.00", "100000.00", "fails", "400000.00"),
    ]


def test_a_measure_itself_reads_no_number_of_the_product() -> None:
    """So what is seen of a measure is the same for every product of an offering."""
    with pytest.raises(RuleTextFault):
        offering(
            line("average", at_least="1万"),
            measures={"average": AVERAGE | {"formula": "$least + tax_paid"}},
            listing_fields={"least": field("money", "1万", "1亿")},
        )


def test_equal_lines_of_two_products_are_written_once() -> None:
    rules = offering(line("employees", at_least="3"))

    found = written(rules, {"L1": {}, "L2": {}}, employees=2)

    assert found["L1"] == found["L2"]
    assert found["L1"][0] is found["L2"][0]
