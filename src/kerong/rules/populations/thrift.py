"""The compact protocol that Parquet footers are written in, read into plain values and back.

A struct is a dict of field number → (wire type, value); nothing is known of what fields mean, so
what this version has never heard of passes through unchanged.
"""

from dataclasses import dataclass, field
from typing import Any

TRUE, FALSE, BYTE, I16, I32, I64, DOUBLE, BINARY, LIST, SET, MAP, STRUCT = range(1, 13)
_WHOLE = frozenset({I16, I32, I64})

Struct = dict[int, tuple[int, Any]]


@dataclass(slots=True)
class Items:
    """A list or set: the wire type of its members, and the members."""

    kind: int
    members: list[Any]


class CannotRead(ValueError):
    """Bytes that are no struct of this protocol."""


@dataclass(slots=True)
class Reader:
    content: bytes
    at: int = 0

    def struct(self) -> Struct:
        found: Struct = {}
        number = 0
        while head := self._byte():
            kind, step = head & 15, head >> 4
            number = number + step if step else self._signed()
            found[number] = (kind, self._value(kind))
        return found

    def _value(self, kind: int, *, member: bool = False) -> Any:
        if kind in (TRUE, FALSE):
            return self._byte() == TRUE if member else kind == TRUE
        if kind == BYTE:
            return self._byte()
        if kind in _WHOLE:
            return self._signed()
        if kind == DOUBLE:
            return self._bytes(8)
        if kind == BINARY:
            return self._bytes(self._whole())
        if kind in (LIST, SET):
            head = self._byte()
            count = head >> 4 if head >> 4 < 15 else self._whole()
            own = head & 15
            return Items(own, [self._value(own, member=True) for _ in range(count)])
        if kind == STRUCT:
            return self.struct()
        raise CannotRead(f"wire type {kind}")

    def _byte(self) -> int:
        if self.at >= len(self.content):
            raise CannotRead("the footer ends too early")
        self.at += 1
        return self.content[self.at - 1]

    def _bytes(self, count: int) -> bytes:
        if self.at + count > len(self.content):
            raise CannotRead("the footer ends too early")
        self.at += count
        return self.content[self.at - count : self.at]

    def _whole(self) -> int:
        value = shift = 0
        while True:
            part = self._byte()
            value |= (part & 127) << shift
            if part < 128:
                return value
            shift += 7

    def _signed(self) -> int:
        value = self._whole()
        return (value >> 1) ^ -(value & 1)


@dataclass(slots=True)
class Writer:
    content: bytearray = field(default_factory=bytearray)

    def struct(self, fields: Struct) -> None:
        last = 0
        for number, (kind, value) in sorted(fields.items()):
            own = (TRUE if value else FALSE) if kind in (TRUE, FALSE) else kind
            if 0 < number - last < 16:
                self.content.append((number - last) << 4 | own)
            else:
                self.content.append(own)
                self._signed(number)
            last = number
            if kind not in (TRUE, FALSE):
                self._value(kind, value)
        self.content.append(0)

    def _value(self, kind: int, value: Any) -> None:
        if kind in (TRUE, FALSE):
            self.content.append(TRUE if value else FALSE)
        elif kind == BYTE:
            self.content.append(value)
        elif kind in _WHOLE:
            self._signed(value)
        elif kind == DOUBLE:
            self.content += value
        elif kind == BINARY:
            self._whole(len(value))
            self.content += value
        elif kind in (LIST, SET):
            self._items(value)
        else:
            self.struct(value)

    def _items(self, items: Items) -> None:
        count = len(items.members)
        self.content.append(min(count, 15) << 4 | items.kind)
        if count >= 15:
            self._whole(count)
        for member in items.members:
            self._value(items.kind, member)

    def _whole(self, value: int) -> None:
        while value > 127:
            self.content.append(value & 127 | 128)
            value >>= 7
        self.content.append(value)

    def _signed(self, value: int) -> None:
        self._whole(value << 1 if value >= 0 else (-value << 1) - 1)
