"""The plain rules as C: loops over blocks of firms that a compiler turns into vector code.

A state is a byte (0 meets, 1 unknown, 2 fails), so that joining lines is taking the largest and
joining alternatives the smallest. This is the floor others are measured against.
"""

import ctypes
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq

from bench.population_firms import kinds
from bench.population_peers import Totals
from bench.population_rules import MILLION, Limit, PlainRules, Product, Question

BLOCK = 1024
HEAD = f"""#include <stdint.h>
#include <string.h>
#define BLOCK {BLOCK}
typedef uint8_t byte;
typedef int64_t whole;
static inline whole least(whole a, whole b) {{ return a < b ? a : b; }}
"""


def compiler() -> str | None:
    return shutil.which("gcc") or shutil.which("cc")


class InC:
    """Compiled once with every optimisation the machine has; one thread."""

    def __init__(self, path: Path, folder: Path) -> None:
        self.folder = folder
        table = pq.read_table(path)
        self.rows = table.num_rows
        self.columns, self.known = [], []
        for name in kinds():
            cells = table.column(name).combine_chunks()
            self.known.append(np.asarray(cells.is_valid()).astype(np.uint8))
            self.columns.append(np.ascontiguousarray(cells.fill_null(0), dtype=np.int64))

    def totals(self, rules: PlainRules) -> Totals:
        run = self._compiled(rules)
        totals = np.zeros((len(rules.products), 4), dtype=np.int64)
        pointers = [
            (ctypes.c_void_p * len(each))(*(one.ctypes.data for one in each))
            for each in (self.columns, self.known)
        ]
        run(ctypes.c_int64(self.rows), *pointers, ctypes.c_void_p(totals.ctypes.data))
        return [tuple(row) for row in totals.tolist()]

    def _compiled(self, rules: PlainRules) -> ctypes._CFuncPtr:
        library = self.folder / "rules.so"
        if not library.exists():
            source = self.folder / "rules.c"
            source.write_text(program(rules))
            command = [compiler() or "cc", "-O3", "-march=native", "-shared", "-fPIC", "-o"]
            subprocess.run([*command, str(library), str(source)], check=True)
        found: ctypes._CFuncPtr = ctypes.CDLL(str(library)).run
        return found


def program(rules: PlainRules) -> str:
    names = {name: at for at, name in enumerate(kinds())}
    functions, calls = [], []
    for at, question in enumerate(rules.questions.values()):
        functions.append(_question(at, question, names))
        calls.append(f"q{at}(v, k, s[{at}], n);")
    places = {number: at for at, number in enumerate(rules.questions)}
    for at, product in enumerate(rules.products):
        functions.append(_product(at, product, places, names))
        calls.append(f"p{at}(v, k, s, n, totals + {4 * at});")
    body = "\n    ".join(calls)
    return "\n".join(
        [
            HEAD,
            *functions,
            f"""
void run(whole rows, whole **columns, byte **known, whole *totals) {{
  static byte s[{len(places)}][BLOCK];
  for (whole first = 0; first < rows; first += BLOCK) {{
    int n = (int)least(BLOCK, rows - first);
    whole *v[{len(names)}]; byte *k[{len(names)}];
    for (int c = 0; c < {len(names)}; c++) {{ v[c] = columns[c] + first; k[c] = known[c] + first; }}
    {body}
  }}
}}""",
        ]
    )


def _question(at: int, question: Question, names: dict[str, int]) -> str:
    top = names[question.top]
    lines = [f"whole *a = v[{top}]; byte *ka = k[{top}];"]
    known, test = "ka[r]", ""
    if question.places:
        test = " | ".join(f"(a[r] == {place})" for place in question.places)
    elif not question.below:
        test = f"a[r] {question.sign} {question.ask}LL"
    else:
        below = names[question.below]
        lines.append(f"whole *b = v[{below}]; byte *kb = k[{below}];")
        left = "a[r]"
        if question.minus:
            minus = names[question.minus]
            lines.append(f"whole *m = v[{minus}];")
            left = "(a[r] - m[r])"
        known = "(ka[r] & kb[r] & (b[r] != 0))"
        test = f"{left} * {MILLION}LL {question.sign} b[r] * {question.ask}LL"
    return (
        f"static void q{at}(whole **v, byte **k, byte *restrict o, int n) {{ {' '.join(lines)}\n"
        f"  for (int r = 0; r < n; r++) {{ byte met = {test}; byte known = {known};\n"
        "    o[r] = known ? (met ? 0 : 2) : 1; } }"
    )


def _product(at: int, product: Product, places: dict[int, int], names: dict[str, int]) -> str:
    loops = []
    for line in product.lines:
        state = f"s[{places[line]}][r]"
        loops.append(f"for (int r = 0; r < n; r++) o[r] = o[r] > {state} ? o[r] : {state};")
    for group in product.groups:
        text = f"s[{places[group[0]]}][r]"
        parts = [f"byte g = {text};"]
        for line in group[1:]:
            parts.append(f"{{ byte x = s[{places[line]}][r]; g = g < x ? g : x; }}")
        parts.append("o[r] = o[r] > g ? o[r] : g;")
        loops.append(f"for (int r = 0; r < n; r++) {{ {' '.join(parts)} }}")
    if product.limit is not None:
        loops.append(_limit(product.limit, names))
    body = "\n  ".join(loops)
    return (
        f"static void p{at}(whole **v, byte **k, byte s[][BLOCK], int n, whole *total) {{\n"
        f"  static byte o[BLOCK]; memset(o, 0, BLOCK); whole sum = 0;\n  {body}\n"
        "  int met = 0, unknown = 0;\n"
        "  for (int r = 0; r < n; r++) { met += o[r] == 0; unknown += o[r] == 1; }\n"
        "  total[0] += met; total[2] += unknown; total[1] += n - met - unknown;\n"
        "  total[3] += sum; }"
    )


def _limit(limit: Limit, names: dict[str, int]) -> str:
    known = " & ".join(f"k[{names[name]}][r]" for _, name in limit.terms)
    amount = " + ".join(f"{factor}LL * v[{names[name]}][r]" for factor, name in limit.terms)
    least = f"least({limit.cap * limit.over}LL, {amount} + {limit.plus}LL)"
    if limit.unit:
        value = f"{least} / {limit.unit}LL * {limit.unit}LL"
    else:
        value = f"(2 * {least} + {limit.over}LL) / {2 * limit.over}LL"
    open_ = f"({amount} > 0 ? 0 : 1)" if len(limit.terms) > 1 else "1"
    return (
        f"static whole l[BLOCK]; for (int r = 0; r < n; r++) {{ byte known = {known};\n"
        f"    whole x = {value}; l[r] = known ? x : 0;\n"
        f"    byte g = known ? (x > 0 ? 0 : 2) : {open_};\n"
        "    o[r] = o[r] > g ? o[r] : g; sum += l[r]; }"
    )
