"""Plain text of a book: written by the rules of the language, and it adds up by itself."""

import re
import subprocess
import sys
from collections import defaultdict
from datetime import date
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from kerong.kernel.money import Money
from kerong.ledger.beancount import account_name, book_text, quoted
from tests.build import ledger
from tests.build.ledger import BUDGET, LOANS, LOANS_MEMO, TREASURY

FIRST, LAST = date(2026, 2, 1), date(2026, 2, 28)

# The language's own lexer, for the part of it that a book uses.
ROOT = r"(?:Assets|Liabilities|Equity|Income|Expenses)"
ACCOUNT = rf"{ROOT}(?::[A-Z0-9][A-Za-z0-9-]*)+"
STRING = r'"(?:[^"\\]|\\["\\])*"'
AMOUNT = r"-?[0-9]+\.[0-9]{2} CNY"
EXACTLY = r"(?P<amount>-?[0-9]+\.[0-9]{2}) ~ 0 CNY"  # no fen of tolerance
DAY = r"\d{4}-\d{2}-\d{2}"
LINES = {
    "blank": re.compile(r""),
    "option": re.compile(rf'option "[a-z_]+" {STRING}'),
    "open": re.compile(rf"(?P<day>{DAY}) open (?P<account>{ACCOUNT}) CNY"),
    "entry": re.compile(rf"(?P<day>{DAY}) \* {STRING} {STRING}(?: \^[A-Za-z0-9\-_/.]+)*"),
    "metadata": re.compile(rf"  [a-z][a-zA-Z0-9\-_]*: {STRING}"),
    "posting": re.compile(rf"  (?P<account>{ACCOUNT})  (?P<amount>{AMOUNT})"),
    "balance": re.compile(rf"(?P<day>{DAY}) balance (?P<account>{ACCOUNT}) {EXACTLY}"),
}


@pytest.fixture
def february(db) -> str:
    ledger.small_ledger()
    given = {"effective_on": date(2026, 1, 5), "reference": "appropriation:1"}
    ledger.moved(TREASURY, BUDGET, 100_050, "appropriated", **given)
    ledger.awarded(30_005, "award:1", effective_on=FIRST, words='含 "引号"、\\ 与\n换行')
    made = ledger.awarded(20_000, "award:2", effective_on=LAST)
    ledger.reversed_(made.no, effective_on=LAST)
    ledger.awarded(1, "award:march", effective_on=date(2026, 3, 1))
    ledger.moved(LOANS, LOANS_MEMO, 5, "loan_drawn", effective_on=FIRST)
    return "".join(book_text("fiscal", FIRST, LAST))


def read(text: str):
    """(kind of line, match) for each line; a line of no kind fails."""
    for line in text.split("\n"):
        kinds = [(kind, found) for kind, rule in LINES.items() if (found := rule.fullmatch(line))]
        assert kinds, f"not in the language: {line!r}"
        yield kinds[0]


def test_every_line_is_in_the_language_and_accounts_are_opened_before_use(february):
    opened: set[str] = set()
    for kind, found in read(february):
        if kind == "open":
            opened.add(found["account"])
        elif kind in ("posting", "balance"):
            assert found["account"] in opened
    assert "Equity:Fiscal:Budget:Ip-finance-2026" in opened


def test_entries_balance_and_the_assertions_are_what_they_add_up_to(february):
    entry, sums = 0, defaultdict(int)
    for kind, found in read(february):
        if kind in ("entry", "blank"):
            assert entry == 0
        elif kind == "posting":
            fen = Money.from_yuan(found["amount"].removesuffix(" CNY")).fen
            entry += fen
            sums[found["account"]] += fen
        elif kind == "balance":
            assert found["day"] == "2026-03-01"
            assert Money(sums.pop(found["account"])).yuan_text() == found["amount"]
    assert not sums


@pytest.mark.both_databases
def test_what_is_written_while_the_text_is_made_is_in_no_part_of_it(february):
    """One statement reads it all: with several each would see a ledger of its own moment."""
    with CaptureQueriesContext(connection) as asked:
        lines = book_text("fiscal", FIRST, LAST)
        begun = next(lines)
        with transaction.atomic():
            ledger.awarded(7, "award:meanwhile", effective_on=LAST)
        assert begun + "".join(lines) == february
    assert (
        len(
            [
                one
                for one in asked
                if one["sql"].lstrip("( ").startswith("SELECT")
                and "ledger_transfer" in one["sql"]
                and "UNION" in one["sql"]
            ]
        )
        == 1
    )


def test_february_by_hand(february):
    assert '2026-02-01 * "期初余额" "Opening balances"\n' in february
    assert "  Assets:Fiscal:Treasury:City  1000.50 CNY\n" in february
    assert '2026-02-01 * "补贴核定" "含 \\"引号\\"、\\\\ 与 换行" ^T' in february
    assert "2026-03-01 balance Equity:Fiscal:Budget:Ip-finance-2026 -700.45 ~ 0 CNY\n" in february
    assert (
        "2026-03-01 balance Liabilities:Fiscal:Payable:Enterprise-12 -300.05 ~ 0 CNY\n" in february
    )
    assert "award:march" not in february
    assert "Exposure" not in february


@pytest.mark.django_db
def test_a_book_without_a_movement_is_still_a_text():
    ledger.small_ledger()

    kinds = {kind for kind, _ in read("".join(book_text("exposure", FIRST, LAST)))}

    assert kinds == {"option", "blank"}


def test_names_and_strings_follow_the_rules():
    assert (
        account_name("fiscal/loss-pool/kv/city", "loss_fund") == "Equity:Fiscal:Loss-pool:Kv:City"
    )
    assert quoted('a "b" \\ c\nd') == '"a \\"b\\" \\\\ c d"'


@pytest.mark.slow
def test_the_language_itself_finds_nothing_wrong(february, tmp_path: Path):
    """`bean-check` loads the text: syntax, balance of each entry, each assertion."""
    file = tmp_path / "february.beancount"
    file.write_text(february, encoding="utf-8")
    check = [sys.executable, "-m", "beancount.scripts.check", str(file)]

    done = subprocess.run(check, capture_output=True, text=True, check=False)
    file.write_text(february.replace("-700.45", "-700.44"), encoding="utf-8")
    broken = subprocess.run(check, capture_output=True, text=True, check=False)

    assert (done.returncode, done.stdout + done.stderr) == (0, "")
    assert broken.returncode == 1
    assert "Balance failed" in broken.stdout + broken.stderr
