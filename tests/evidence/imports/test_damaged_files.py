"""Good files damaged at random: rows or a reason, nothing else. Thousands in the slow tier."""

import random

import pytest

from kerong.evidence.imports.read import read_file
from kerong.evidence.imports.report import FileRefused
from tests.build.evidence import csv_file, json_file, xlsx_file
from tests.evidence.imports.good_row import GOOD, row

SEED = 20260306
GOOD_FILES = {
    "csv": csv_file([GOOD, row(source="税务部门")], encoding="gb18030"),
    "json": json_file([GOOD, row(value=1.5)]),
    "xlsx": xlsx_file([GOOD, row(value=18600.05)]),
}


def damaged(content: bytes, dice: random.Random) -> bytes:
    """A few bytes changed, dropped, doubled or moved."""
    held = bytearray(content)
    for _ in range(dice.randint(1, 6)):
        at, length = dice.randrange(len(held)), dice.randint(1, 12)
        piece = bytes(held[at : at + length])
        deed = dice.randrange(4)
        if deed == 0:
            held[at] = dice.randrange(256)
        elif deed == 1:
            del held[at : at + length]
        elif deed == 2:
            held[at:at] = piece * dice.randint(1, 40)
        else:
            to = dice.randrange(len(held))
            held[to:to] = piece
        if not held:
            return b""
    return bytes(held)


def read_damaged(form: str, count: int) -> tuple[int, int]:
    dice = random.Random(f"{SEED}{form}")
    read = refused = 0
    for _ in range(count):
        try:
            read_file("", damaged(GOOD_FILES[form], dice))
            read += 1
        except FileRefused as refusal:
            assert refusal.faults and all(fault.say() for fault in refusal.faults)
            refused += 1
    return read, refused


@pytest.mark.parametrize("form", GOOD_FILES)
def test_a_damaged_file_is_rows_or_a_reason(form):
    read, refused = read_damaged(form, 150)

    assert read + refused == 150 and refused > 0


@pytest.mark.slow
@pytest.mark.parametrize("form", GOOD_FILES)
def test_thousands_of_damaged_files_are_rows_or_a_reason(form):
    read, refused = read_damaged(form, 5_000)

    assert read + refused == 5_000
