"""Facts of a firm on a day. Firms and figures are invented."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kerong.evidence.models import Snapshot
from kerong.evidence.observation_kinds import observation_kinds
from kerong.evidence.resolve import anchor_year_of, chosen
from kerong.evidence.said import Origin, Said, period_text, text_of, value_of
from kerong.evidence.snapshot import facts_of, facts_of_many, freeze, thaw
from kerong.evidence.sources import ranks
from kerong.rules.vocabulary import vocabulary
from tests import build
from tests.build.evidence import batch, keep_record, observe

TODAY = date(2026, 3, 6)


def seen(firm, *, as_of=TODAY, on=TODAY, **options):
    return facts_of(firm, as_of=as_of, on=on, **options)


@pytest.mark.django_db
class TestAnnualFigures:
    def test_all_are_read_from_one_anchor_year_and_never_from_an_older_one(self):
        firm = build.enterprise()
        observe(firm, {"operating_revenue": "500", "employees": "40"}, end=date(2024, 12, 31))
        observe(firm, {"operating_revenue": "600"}, end=date(2025, 12, 31))

        found = seen(firm)

        assert found.anchor_year == 2025
        assert found.facts["operating_revenue"] == 600
        assert found.facts["operating_revenue_prev"] == 500
        assert "employees" not in found.facts  # known for 2024 only, so unknown for 2025

    def test_a_year_half_reported_does_not_become_the_anchor(self):
        firm = build.enterprise()
        full = {"operating_revenue": "500", "total_assets": "900", "employees": "40"}
        observe(firm, full, end=date(2024, 12, 31))
        observe(firm, {"operating_revenue": "600"}, end=date(2025, 12, 31))

        found = seen(firm)

        assert found.anchor_year == 2024
        assert found.facts["employees"] == 40

    def test_two_years_back_are_counted_from_the_anchor(self):
        firm = build.enterprise()
        for year, revenue in ((2023, "300"), (2024, "400"), (2025, "500")):
            observe(firm, {"operating_revenue": revenue}, end=date(year, 12, 31))

        assert seen(firm).facts["operating_revenue_prev2"] == 300
        earlier = seen(firm, as_of=date(2025, 6, 30))
        assert (earlier.anchor_year, earlier.facts["operating_revenue"]) == (2024, 400)

    def test_without_the_anchor_figures_any_annual_figure_sets_the_year(self):
        firm = build.enterprise()
        observe(firm, {"tax_paid": "100"}, end=date(2024, 12, 31))

        assert seen(firm).anchor_year == 2024
        assert seen(build.enterprise()).anchor_year is None


@pytest.mark.django_db
class TestWindowsAndPoints:
    def test_a_window_that_ended_over_a_year_ago_is_unknown(self):
        firm = build.enterprise()
        observe(firm, {"invoice_sales": "700"}, end=date(2025, 3, 7))

        assert seen(firm).facts["invoice_sales_12m"] == 700
        assert "invoice_sales_12m" not in seen(firm, as_of=TODAY + timedelta(days=1)).facts

    def test_the_window_a_year_before_lies_a_year_before_the_one_in_use(self):
        firm = build.enterprise()
        for end, used in ((date(2026, 1, 31), "12"), (date(2025, 1, 31), "10")):
            observe(firm, {"power_use": used}, end=end)

        found = seen(firm)

        assert (found.facts["power_use_12m"], found.facts["power_use_prev_12m"]) == (12, 10)

    def test_a_point_is_the_latest_not_after_the_day_and_known_on_the_day(self):
        firm = build.enterprise()
        observe(firm, {"insured_staff": "40"}, end=date(2025, 1, 31))
        observe(firm, {"insured_staff": "50"}, end=date(2026, 1, 31))
        observe(firm, {"insured_staff": "60"}, end=date(2026, 2, 28), observed_on=date(2026, 3, 20))

        found = seen(firm)

        assert (found.facts["insured_staff"], found.facts["insured_staff_prev"]) == (50, 40)
        assert seen(firm, on=date(2026, 4, 1)).facts["insured_staff"] == 60
        assert seen(firm, as_of=date(2025, 6, 1)).facts["insured_staff"] == 40

    def test_a_year_before_is_unknown_when_nothing_was_seen_around_then(self):
        firm = build.enterprise()
        observe(firm, {"insured_staff": "30"}, end=date(2024, 6, 30))
        observe(firm, {"insured_staff": "50"}, end=date(2026, 1, 31))

        assert "insured_staff_prev" not in seen(firm).facts


@pytest.mark.django_db
class TestWhoIsBelieved:
    def test_a_register_is_believed_before_the_firm_even_when_it_spoke_earlier(self):
        firm = build.enterprise()
        observe(firm, {"is_dishonest_debtor": "true"}, end=date(2025, 1, 1), source="court")
        later = {"end": date(2026, 1, 1), "source": "firm_statement"}
        observe(firm, {"is_dishonest_debtor": "false"}, **later)

        found = seen(firm, others=True)

        assert found.facts["is_dishonest_debtor"] is True
        (other,) = found.others["is_dishonest_debtor"]
        assert (other.value, other.origin.source) == (False, "firm_statement")

    def test_of_one_source_the_later_day_of_observation_counts_then_the_later_import(self):
        firm = build.enterprise()
        observe(firm, {"tax_paid": "1"}, observed_on=date(2026, 1, 1))
        observe(firm, {"tax_paid": "3"}, observed_on=date(2026, 2, 1))
        observe(firm, {"tax_paid": "2"}, observed_on=date(2026, 1, 15))
        assert seen(firm).facts["tax_paid"] == 3

        observe(firm, {"tax_paid": "4"}, observed_on=date(2026, 2, 1))
        assert seen(firm).facts["tax_paid"] == 4

    def test_a_batch_that_is_not_applied_says_nothing(self):
        firm = build.enterprise()
        observe(firm, {"tax_paid": "5"}, batch=batch(applied=False))

        assert "tax_paid" not in seen(firm).facts

    def test_the_registration_fills_in_what_nobody_said(self):
        firm = build.enterprise(industry_code="C3985", division_code="500107")
        observe(firm, {"industry_code": "C3986"})

        found = seen(firm)

        assert found.facts["industry_code"] == "C3986"
        assert found.facts["division_code"] == "500107"
        assert found.origins["division_code"] == Origin("registration", None, "")

    def test_every_value_carries_source_day_and_period(self):
        firm = build.enterprise()
        observe(firm, {"tax_paid": "7"}, citation="完税证明 12 号")

        origin = seen(firm).origins["tax_paid"]

        assert (origin.source, origin.period) == ("tax_bureau", "2025")
        assert (origin.observed_on, origin.citation) == (date(2026, 2, 1), "完税证明 12 号")

    def test_a_count_from_the_registry_is_believed_before_a_number_the_firm_states(self):
        firm = build.enterprise()
        observe(firm, {"invention_patents": "9"}, source="firm_statement")
        keep_record(firm, "invention_patent")

        found = seen(firm)

        assert found.facts["invention_patents"] == 1
        assert found.origins["invention_patents"].counted

    def test_a_number_from_the_registry_is_believed_before_a_list_of_the_firm(self):
        firm = build.enterprise()
        observe(firm, {"invention_patents": "2"}, source="cnipa")
        for _ in range(3):
            keep_record(firm, "invention_patent", source="firm_statement")

        assert seen(firm).facts["invention_patents"] == 2


@pytest.mark.django_db
@pytest.mark.both_databases
def test_three_hundred_firms_take_as_many_queries_as_one(django_assert_num_queries):
    firms = [build.enterprise() for _ in range(300)]
    held = batch(written=300)
    for place, firm in enumerate(firms):
        observe(firm, {"tax_paid": str(place)}, batch=_part_of(held, place))
        keep_record(firm, "trademark", batch=_part_of(held, place))

    with django_assert_num_queries(2):
        one = facts_of_many(firms[:1], as_of=TODAY, on=TODAY)
    with django_assert_num_queries(2):
        many = facts_of_many(firms, as_of=TODAY, on=TODAY)

    assert [many[firm.pk].facts["tax_paid"] for firm in firms] == list(range(300))
    assert one[firms[0].pk] == many[firms[0].pk]


def _part_of(held, place):
    return held if place == 0 else batch()


@pytest.mark.django_db
@pytest.mark.both_databases
class TestFreezing:
    def test_the_same_content_is_the_same_row_and_thaws_to_the_same_facts(self):
        firm = build.enterprise()
        observe(firm, {"tax_paid": "7", "invoice_top5_share": "52000", "is_hnte": "true"})
        observe(firm, {"founded_on": "2015-03-02"})
        found = seen(firm)

        first, second = freeze(firm, found, at=build.MOMENT), freeze(firm, found, at=build.MOMENT)

        assert first.pk == second.pk
        assert thaw(first) == found
        assert found.facts["invoice_top5_share"] == (52_000, 1_000_000)

    def test_other_content_is_another_row(self):
        firm = build.enterprise()
        freeze(firm, seen(firm), at=build.MOMENT)
        observe(firm, {"tax_paid": "7"})
        freeze(firm, seen(firm), at=build.MOMENT)

        assert Snapshot.objects.count() == 2

    def test_a_later_import_leaves_the_snapshot_as_it_was(self):
        firm = build.enterprise()
        observe(firm, {"tax_paid": "7"})
        kept = freeze(firm, seen(firm), at=build.MOMENT)
        observe(firm, {"tax_paid": "8"}, observed_on=date(2026, 3, 1))

        assert thaw(kept).facts["tax_paid"] == 7


FACTS = [fact for fact in vocabulary() if not fact.derived]


@st.composite
def histories(draw):
    kinds = list(observation_kinds().values())
    rows = []
    for turn in range(draw(st.integers(0, 25))):
        kind = draw(st.sampled_from(kinds))
        end = draw(st.dates(date(2021, 1, 1), TODAY))
        end = date(end.year - 1, 12, 31) if kind.span == "year" else end
        start, end = kind.period_ending(end)
        source = draw(st.sampled_from(["tax_bureau", "annual_report", "firm_statement"]))
        observed = draw(st.dates(end, TODAY))
        rows.append(Said(kind.code, start, end, str(turn), source, "", observed, False, turn))
    return rows


@given(histories())
def test_whatever_was_said_annual_facts_share_one_year_and_nothing_comes_from_the_future(rows):
    by_code: dict[str, list[Said]] = {}
    for row in rows:
        by_code.setdefault(row.code, []).append(row)

    found, anchor = chosen(by_code, as_of=TODAY, ranks=ranks())

    assert anchor == anchor_year_of(by_code)
    for fact in vocabulary():
        said = found.get(fact.code)
        if said is None:
            continue
        assert said.end <= TODAY
        assert said.code == (fact.observation or fact.code)
        if fact.period.annual:
            assert said.end == date(anchor - fact.period.back, 12, 31)
        same = [row for row in by_code[said.code] if row.end == said.end]
        assert ranks()[said.source] == min(ranks()[row.source] for row in same)


@given(st.permutations(range(6)), st.lists(st.sampled_from(["cnipa", "sample"]), min_size=6))
def test_the_order_of_reading_does_not_matter(order, sources):
    day = date(2026, 1, 1)
    rows = [
        Said("insured_staff", day, day, str(turn), sources[turn], "", day, False, turn)
        for turn in range(6)
    ]
    shuffled = [rows[place] for place in order]

    one, _ = chosen({"insured_staff": rows}, as_of=TODAY, ranks=ranks())
    two, _ = chosen({"insured_staff": shuffled}, as_of=TODAY, ranks=ranks())

    assert one == two


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact.code)
def test_canonical_text_reads_back_the_same_value(fact):
    texts = {"flag": "true", "date": "2020-02-29", "code": "A"}
    text = texts.get(fact.type, "1234567")

    assert text_of(fact.type, value_of(fact.type, text)) == text


def test_periods_read_as_people_write_them():
    assert period_text(date(2025, 1, 1), date(2025, 12, 31)) == "2025"
    assert period_text(TODAY, TODAY) == "2026-03-06"
    assert period_text(date(2025, 2, 1), date(2026, 1, 31)) == "2025-02-01/2026-01-31"
