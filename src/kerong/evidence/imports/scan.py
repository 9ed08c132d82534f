"""What is noted while the XML parts of a workbook pass by, and the parser they pass through."""

import re
from collections.abc import Iterable
from typing import Any
from xml.parsers import expat

from kerong.evidence.imports.limits import MAX_CELLS, MAX_COLUMNS, MAX_ROWS
from kerong.evidence.imports.report import FileRefused, refuse

_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})", re.ASCII)
_ROW_NO = re.compile(r"[0-9]{1,7}", re.ASCII)
_NOTED = 50
_MAX_ELEMENTS = 6 * MAX_CELLS


class Notes:
    """Sees each element begin and end, and the text between."""

    wants_text = False

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        return

    def end(self, name: str) -> None:
        return

    def text(self, said: str) -> None:
        return


class Targets(Notes):
    """Relation identifier → part, from workbook.xml.rels."""

    def __init__(self) -> None:
        self.part_of: dict[str, str] = {}

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship":
            target = attributes.get("Target", "")
            part = target[1:] if target.startswith("/") else f"xl/{target}"
            self.part_of[attributes.get("Id", "")] = part


class SharedTexts(Notes):
    """How long the longest shared text is."""

    wants_text = True

    def __init__(self) -> None:
        self.longest = 0
        self._length = 0

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        if name == "si":
            self._length = 0

    def text(self, said: str) -> None:
        self._length += len(said)
        self.longest = max(self.longest, self._length)


class SheetScan(Notes):
    """Extent of the filled cells, and the cells a person must look at again."""

    def __init__(self) -> None:
        self.filled = 0
        self.shared = 0
        self.formulas: list[str] = []
        self.errors: list[str] = []
        self.merged: list[str] = []
        self.hidden_rows: list[int] = []
        self._row_no = 0
        self._cell: dict[str, str] = {}
        self._counted = True
        self._row_hidden = False

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        if name == "c":
            self._cell = attributes
            self._counted = False
        elif name in ("v", "is", "f"):
            self._fill(name)
        elif name == "row":
            self._begin_row(attributes)
        elif name == "mergeCell":
            _note(self.merged, attributes.get("ref", ""))

    def _begin_row(self, attributes: dict[str, str]) -> None:
        number = attributes.get("r", "")
        if number and not _ROW_NO.fullmatch(number):
            raise refuse("file.workbook")
        self._row_no = int(number) if number else self._row_no + 1
        self._row_hidden = attributes.get("hidden") in ("1", "true")

    def _fill(self, name: str) -> None:
        reference = self._cell.get("r", "")
        if name == "f":
            _note(self.formulas, reference)
        if self._counted:
            return
        self._counted = True
        self._require_inside(reference)
        kind = self._cell.get("t")
        self.shared += kind == "s"
        if kind == "e":
            _note(self.errors, reference)
        if self._row_hidden and self._row_no not in self.hidden_rows[-1:]:
            _note(self.hidden_rows, self._row_no)
        self.filled += 1
        if self.filled > MAX_CELLS:
            raise refuse("file.cells", limit=MAX_CELLS)

    def _require_inside(self, reference: str) -> None:
        """A single cell far away would make the reader lay out everything before it."""
        row_no = self._row_no
        if reference:
            match = _REFERENCE.fullmatch(reference)
            if match is None:
                raise refuse("file.workbook")
            row_no = int(match[2])
            if place_of(match[1]) >= MAX_COLUMNS:
                raise refuse("file.columns", limit=MAX_COLUMNS)
        if max(row_no, self._row_no) > MAX_ROWS + 100:  # titles above, blank rows between
            raise refuse("file.rows", limit=MAX_ROWS)


class WorkbookScan(Notes):
    """The sheets in order with name and state; their scans by part."""

    def __init__(self) -> None:
        self.sheets: list[tuple[str, str, str]] = []
        self.targets = Targets()
        self.texts = SharedTexts()
        self.parts: dict[str, SheetScan] = {}

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        if name == "sheet":
            relation = next((attributes[key] for key in attributes if key.endswith(":id")), "")
            state = attributes.get("state", "visible")
            self.sheets.append((attributes.get("name", ""), state, relation))

    def scan_of(self, relation: str) -> SheetScan | None:
        return self.parts.get(self.targets.part_of.get(relation, ""))


def scan_xml(blocks: Iterable[bytes], notes: Notes | None, part: str) -> None:
    """Feed one XML part through; raises FileRefused for a document type or broken XML."""
    parser = expat.ParserCreate()
    elements = 0

    def begin(name: str, attributes: dict[str, str]) -> None:
        nonlocal elements
        elements += 1
        if elements > _MAX_ELEMENTS:
            raise refuse("file.cells", limit=MAX_CELLS)
        if notes is not None:
            notes.begin(name.rpartition(":")[2], attributes)

    def doctype(*_: Any) -> None:
        raise refuse("file.doctype", part=part[:80])

    parser.StartElementHandler = begin
    parser.StartDoctypeDeclHandler = doctype
    if notes is not None and notes.wants_text:
        parser.CharacterDataHandler = notes.text
    try:
        for block in blocks:
            parser.Parse(block, False)
        parser.Parse(b"", True)
    except FileRefused:
        raise
    except (expat.ExpatError, ValueError):  # ValueError: an encoding expat does not know
        raise refuse("file.xml", part=part[:80]) from None


def place_of(letters: str) -> int:
    """ "A" → 0, "AB" → 27."""
    place = 0
    for letter in letters:
        place = place * 26 + ord(letter) - ord("A") + 1
    return place - 1


def _note(noted: list[Any], item: Any) -> None:
    if len(noted) < _NOTED:
        noted.append(item)
