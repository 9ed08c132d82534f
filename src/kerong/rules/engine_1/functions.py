"""Functions written as text: one formula each, over facts and parameters."""

from collections.abc import Iterable

from kerong.rules.engine_1.emit import Emitter
from kerong.rules.formulas.nodes import (
    ArgumentRead,
    By,
    FactRead,
    Node,
    ParameterRead,
    Within,
    children,
    facts_read,
    parameters_read,
    walk,
)


def function_text(name: str, node: Node, facts: Iterable[str]) -> str:
    """A function of facts and parameters that returns an exact pair, or None."""
    emitter = Emitter(named, "return None")
    term = emitter.term(node)
    words = [f"f_{code}" for code in facts] + [f"p_{read}" for read in parameters_read(node)]
    lines = [f"def {name}({', '.join(words)}):"]
    lines += [f"    if {word} is None: return None" for word in words]
    lines += indented(emitter.statements, 4)
    lines.append(f"    return ({term.number}, {term.per})")
    return "\n".join(lines)


def named(node: Node) -> str:
    match node:
        case FactRead(code=code) | By(code=code) | Within(code=code):
            return f"f_{code}"
        case ArgumentRead(name=name):
            return f"a_{name}"
        case ParameterRead(name=name):
            return f"p_{name}"
    raise TypeError(type(node).__name__)


def without_rows(node: Node) -> list[Node]:
    """The largest parts that read neither arguments nor parameters but do read a fact."""
    if not any(isinstance(at, ArgumentRead | ParameterRead) for at in walk(node)):
        return [node] if facts_read(node) else []
    return [part for child in children(node) for part in without_rows(child)]


def indented(statements: Iterable[str], spaces: int) -> list[str]:
    return [" " * spaces + statement for statement in statements]
