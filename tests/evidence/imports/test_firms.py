"""Which firms a file speaks of. Firms are invented."""

import pytest

from kerong.evidence.imports.cells import CellRefused
from kerong.evidence.imports.firms import Firms, chunks
from tests import build

pytestmark = pytest.mark.django_db


def refusal(firms, spelling):
    with pytest.raises(CellRefused) as refused:
        firms.enterprise_of(spelling)
    return refused.value.code


def test_a_code_is_found_in_any_spelling_of_it():
    firm = build.enterprise()
    code = firm.credit_code
    spellings = [code, code.lower(), f" {code[:8]} {code[8:]}", code.replace("9", "９", 1)]

    firms = Firms(spellings, only=None)

    assert {firms.enterprise_of(spelling) for spelling in spellings} == {firm.pk}


def test_whoever_speaks_for_one_firm_cannot_tell_which_others_exist():
    own, other = build.enterprise(), build.enterprise()
    unknown = build.credit_code()

    firms = Firms([own.credit_code, other.credit_code, unknown], only=own.pk)

    assert firms.enterprise_of(own.credit_code) == own.pk
    assert refusal(firms, other.credit_code) == refusal(firms, unknown) == "party.foreign"


def test_another_scheme_is_named_before_its_value():
    listed = build.enterprise(credit_code=None, scheme="SSE", scheme_value="600519")

    firms = Firms(["SSE:600519", "SZSE:600519", "SSE:1"], only=None)

    assert firms.enterprise_of("SSE:600519") == listed.pk
    assert refusal(firms, "SZSE:600519") == refusal(firms, "SSE:1") == "party.unknown"


def test_many_firms_take_a_few_queries(django_assert_num_queries):
    codes = [build.enterprise().credit_code for _ in range(60)] * 20

    with django_assert_num_queries(1):
        Firms(codes, only=None)


def test_chunks_hold_everything_once():
    assert [list(some) for some in chunks(range(5), 2)] == [[0, 1], [2, 3], [4]]
    assert list(chunks([], 2)) == []
