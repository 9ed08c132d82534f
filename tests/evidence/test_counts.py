"""Facts counted from records. Numbers and holders are invented."""

from datetime import date

import pytest

from kerong.evidence.counts import counted_facts
from kerong.evidence.record_kinds import count_rules, record_kinds
from kerong.evidence.said import Filed
from kerong.evidence.sources import ranks
from kerong.rules.vocabulary import vocabulary

DAY = date(2026, 3, 6)


def filed(kind="invention_patent", number="ZL1", status="valid", **fields):
    return Filed(
        kind=kind,
        number=number,
        status=status,
        filed_on=fields.get("filed_on"),
        valid_from=fields.get("valid_from"),
        valid_to=fields.get("valid_to"),
        source=fields.get("source", "cnipa"),
        citation="",
        observed_on=fields.get("observed_on", date(2026, 1, 1)),
        turn=fields.get("turn", 1),
    )


def value(fact, *records, day=DAY):
    found = counted_facts(list(records), as_of=day, ranks=ranks()).get(fact)
    return None if found is None else found[0]


def test_only_what_is_valid_on_the_day_counts():
    patents = [
        filed(number="A", valid_from=date(2020, 1, 1), valid_to=DAY),
        filed(number="B", valid_from=DAY),
        filed(number="C", valid_to=date(2026, 3, 5)),
        filed(number="D", valid_from=date(2026, 3, 7)),
        filed(number="E", status="expired", valid_to=date(2030, 1, 1)),
        filed(number="F", status="applied", filed_on=date(2025, 1, 1)),
        filed(number="G", status="pledged"),
    ]

    assert value("invention_patents", *patents) == 3
    assert value("pledged_patents", *patents) == 1
    assert value("invention_patents", *patents, day=date(2026, 3, 5)) == 3


def test_applications_count_for_two_years_to_the_day():
    patents = [
        filed(number="A", status="applied", filed_on=date(2024, 3, 6)),
        filed(number="B", status="applied", filed_on=date(2024, 3, 7)),
        filed(number="C", status="valid", filed_on=DAY),
        filed(number="D", status="applied", filed_on=date(2026, 3, 7)),
        filed(number="E", status="applied"),
    ]

    assert value("invention_applications_2y", *patents) == 2


def test_a_kind_nobody_spoke_of_is_unknown_and_one_stated_as_none_is_nought():
    assert value("trademarks", filed()) is None
    assert value("trademarks", filed("trademark", number="", status="none")) == 0
    assert value("is_hnte", filed("hnte_certificate", number="", status="none")) is False


def test_the_latest_word_on_a_number_counts():
    older = filed(status="valid", observed_on=date(2025, 1, 1), turn=2)
    newer = filed(status="expired", observed_on=date(2026, 1, 1), turn=1)

    assert value("invention_patents", older, newer) == 0
    assert value("invention_patents", newer, older) == 0


def test_a_later_statement_of_none_wipes_the_list_and_a_later_record_adds_to_it():
    none = filed(number="", status="none", observed_on=date(2025, 6, 1))

    assert value("invention_patents", filed(observed_on=date(2025, 1, 1)), none) == 0
    assert value("invention_patents", filed(observed_on=date(2025, 7, 1)), none) == 1


def test_the_best_source_speaks_alone():
    own = [filed(number=str(place), source="firm_statement") for place in range(5)]

    assert value("invention_patents", *own) == 5
    assert value("invention_patents", *own, filed(number="ZL9")) == 1


def test_lists_certificates_and_lawsuits_become_facts():
    certificate = filed("hnte_certificate", valid_to=date(2027, 11, 1), source="science_bureau")
    lapsed = filed("srdi_certificate", valid_to=date(2025, 11, 1), source="industry_bureau")
    lawsuits = [
        filed("lawsuit", "A", "pending", filed_on=date(2025, 5, 1), source="court"),
        filed("lawsuit", "B", "closed", filed_on=date(2025, 5, 1), source="court"),
        filed("lawsuit", "C", "pending", filed_on=date(2026, 5, 1), source="court"),
    ]

    assert value("is_hnte", certificate) is True
    assert value("hnte_valid_until", certificate) == date(2027, 11, 1)
    assert value("is_srdi", lapsed) is False
    assert value("pending_lawsuits", *lawsuits) == 1
    assert value("is_dishonest_debtor", filed("dishonesty_entry", source="court")) is True
    removed = filed("abnormal_entry", valid_to=date(2025, 1, 1), source="market_registry")
    assert value("is_abnormal_operation", removed) is False


@pytest.mark.parametrize("rule", count_rules(), ids=lambda rule: rule.fact)
def test_every_count_names_a_fact_and_kinds_that_exist(rule):
    fact = vocabulary().fact(rule.fact)

    assert set(rule.kinds) <= set(record_kinds())
    wanted = {"holds": "flag", "last_day": "date"}.get(rule.rule, "count")
    assert fact.type == wanted
    window = {"2y": 24, "3y": 36}.get(str(fact.period), 0)
    assert rule.months == window
    categories = {record_kinds()[kind].category for kind in rule.kinds}
    assert categories == {fact.category}
