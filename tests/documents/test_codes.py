"""Check codes: drawn from a key and the content, typed off paper in any spelling."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kerong.documents.codes import ALPHABET, check_code, document_no, same_code, typed
from kerong.documents.errors import CheckKeyMissing
from kerong.documents.keys import check_key, key_id, key_path, make_check_key
from tests.build.papers import AT


@pytest.fixture
def key(settings: Any, tmp_path: Path) -> str:
    settings.VAR = tmp_path
    return make_check_key()


def test_the_number_says_kind_and_year() -> None:
    assert document_no("payment_list", 7, AT) == f"PL{AT.year}-000007"


def test_a_code_is_eighty_bits_in_groups_of_four(key: str) -> None:
    code = check_code("LT2026-000001", "ab" * 32, AT)
    groups = code.split("-")
    assert [len(group) for group in groups] == [4, 4, 4, 4]
    assert set("".join(groups)) <= set(ALPHABET)
    assert len(set(ALPHABET)) == 32


def test_number_content_moment_and_key_all_change_the_code(
    key: str, settings: Any, tmp_path: Path
) -> None:
    code = check_code("LT2026-000001", "ab" * 32, AT)
    assert code == check_code("LT2026-000001", "ab" * 32, AT)
    others = {
        check_code("LT2026-000002", "ab" * 32, AT),
        check_code("LT2026-000001", "cd" * 32, AT),
        check_code("LT2026-000001", "ab" * 32, AT + timedelta(microseconds=1)),
    }
    settings.VAR = tmp_path / "elsewhere"
    make_check_key()
    others.add(check_code("LT2026-000001", "ab" * 32, AT))
    assert len(others) == 4
    assert code not in others


@given(st.integers(0, 3), st.booleans(), st.sampled_from(["-", " ", "－", "", " - "]))
def test_a_typed_code_is_read_in_any_spelling(at: int, low: bool, gap: str) -> None:
    code = "AB2C-D3EF-GH4J-K5LM"
    given_as = gap.join(code.split("-"))
    given_as = given_as.lower() if low else given_as
    assert same_code(given_as, code)
    wrong = code[: at * 5] + "Z" + code[at * 5 + 1 :]
    assert not same_code(wrong, code)


def test_wide_signs_are_read_too() -> None:
    assert typed("ＡＢ２Ｃ－ｄ３") == "AB2CD3"


def test_the_key_is_made_once_and_for_its_owner_alone(key: str) -> None:
    assert make_check_key() == key == key_id(check_key())
    assert key_path().stat().st_mode & 0o077 == 0
    assert list(key_path().parent.iterdir()) == [key_path()]


def test_without_its_key_nothing_is_issued_or_verified(key: str) -> None:
    key_path().write_bytes(b"short")
    with pytest.raises(CheckKeyMissing):
        check_code("LT2026-000001", "ab" * 32, AT)
    key_path().unlink()
    with pytest.raises(CheckKeyMissing):
        check_key()
