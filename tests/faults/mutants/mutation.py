"""Makes the mutants of one module: copies of its source that are wrong in one small place, always in the same order.

The trials run them. A mutant's name tells the function and the change, not the line, so it outlives edits elsewhere.
Not touched: docstrings, annotations, decorators, the words of an error.
"""

import ast
import copy
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

COMPARISONS = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
OPERATORS = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.LShift: ast.RShift,
    ast.RShift: ast.LShift,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}
LEFT_ALONE = frozenset({"annotation", "returns", "decorator_list", "pattern"})


@dataclass(frozen=True, slots=True)
class Mutant:
    name: str
    tree: ast.Module
    in_function: bool = False
    """The change lies in one function, its defaults included."""


@dataclass(frozen=True, slots=True)
class _Place:
    """A node by the fields and positions that lead to it, and the name of what holds it."""

    path: tuple[tuple[str, int | None], ...]
    node: ast.AST
    scope: str
    in_function: bool


def mutants(source: str) -> Iterator[Mutant]:
    tree = ast.parse(source)
    members = _members(tree)
    seen: Counter[str] = Counter()
    for place in _places(tree, (), "module"):
        for changed in _changes(place.node, members):
            name = f"{place.scope}: {_name(place.node, changed)}"
            seen[name] += 1
            full_name = name if seen[name] == 1 else f"{name} #{seen[name]}"
            yield Mutant(full_name, _with(tree, place.path, changed), place.in_function)


def _places(
    node: ast.AST, path: tuple[tuple[str, int | None], ...], scope: str, in_function: bool = False
) -> Iterator[_Place]:
    in_function = in_function or isinstance(node, ast.FunctionDef)
    for field, value in ast.iter_fields(node):
        if field in LEFT_ALONE or isinstance(node, ast.Raise):
            continue
        for index, one in enumerate(value) if isinstance(value, list) else [(None, value)]:
            if not isinstance(one, ast.AST) or _is_docstring(one):
                continue
            inner = scope
            if isinstance(one, ast.FunctionDef | ast.ClassDef):
                inner = one.name if scope == "module" else f"{scope}.{one.name}"
            here = (*path, (field, index))
            yield _Place(here, one, inner, in_function)
            yield from _places(one, here, inner, in_function)


def _changes(node: ast.AST, members: dict[str, list[str]]) -> Iterator[ast.AST]:
    match node:
        case ast.Compare():
            for index, operator in enumerate(node.ops):
                ops = [*node.ops[:index], COMPARISONS[type(operator)](), *node.ops[index + 1 :]]
                yield ast.Compare(node.left, ops, node.comparators)
        case ast.Constant(value=bool() as value):
            yield ast.Constant(not value)
        case ast.Constant(value=int() | float() as value):
            yield ast.Constant(value + 1)
            yield ast.Constant(value - 1)
        case ast.Constant(value=str() as value):
            yield ast.Constant(value + "~")
        case ast.BinOp(op=operator) if type(operator) in OPERATORS:
            yield ast.BinOp(node.left, OPERATORS[type(operator)](), node.right)
        case ast.AugAssign(op=operator) if type(operator) in OPERATORS:
            yield ast.AugAssign(node.target, OPERATORS[type(operator)](), node.value)
        case ast.BoolOp(op=operator):
            yield ast.BoolOp(ast.Or() if isinstance(operator, ast.And) else ast.And(), node.values)
        case ast.UnaryOp(op=ast.Not()):
            yield node.operand
        case ast.IfExp():
            yield ast.IfExp(node.test, node.orelse, node.body)
        case ast.If() | ast.match_case(guard=ast.expr()):
            yield _negated(node)
        case ast.Return(value=ast.expr() as value) if not (isinstance(value, ast.Constant) and value.value is None):
            yield ast.Return(ast.Constant(None))
        case ast.Expr(value=ast.Call(func=ast.Name(id="assert_never"))):
            return
        case ast.Expr():
            yield ast.Pass()
        case ast.Continue():
            yield ast.Break()
        case ast.Call():
            for index in range(len(node.keywords)):
                yield ast.Call(node.func, node.args, [*node.keywords[:index], *node.keywords[index + 1 :]])
        case ast.Dict() if len(node.values) > 1:
            yield ast.Dict(node.keys, [*node.values[1:], node.values[0]])
        case ast.Attribute(value=ast.Name(id=owner), attr=member, ctx=ast.Load()) if member in members.get(owner, ()):
            others = members[owner]
            if len(others) > 1:
                yield ast.Attribute(node.value, others[(others.index(member) + 1) % len(others)], ast.Load())


def _negated(node: ast.If | ast.match_case) -> ast.AST:
    if isinstance(node, ast.If):
        return ast.If(ast.UnaryOp(ast.Not(), node.test), node.body, node.orelse)
    assert node.guard
    return ast.match_case(node.pattern, ast.UnaryOp(ast.Not(), node.guard), node.body)


def _members(tree: ast.Module) -> dict[str, list[str]]:
    """Of each enumeration the members this module names, so that one can stand in another's place."""
    found: dict[str, list[str]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.attr.isupper():
            known = found.setdefault(node.value.id, [])
            if node.attr not in known:
                known.append(node.attr)
    return found


def _with(node: Any, path: tuple[tuple[str, int | None], ...], changed: ast.AST) -> Any:
    """A tree with one node changed; it shares with the old one whatever does not lie on the way there."""
    (field, index), *rest = path
    fresh = copy.copy(node)
    inner = getattr(node, field)
    old = inner if index is None else inner[index]
    new = _with(old, tuple(rest), changed) if rest else ast.copy_location(changed, old)
    setattr(fresh, field, new if index is None else [*inner[:index], new, *inner[index + 1 :]])
    return fresh


def _name(node: ast.AST, changed: ast.AST) -> str:
    if isinstance(node, ast.Call) and isinstance(changed, ast.Call):
        gone = next(one for one in node.keywords if one not in changed.keywords)
        return f"{ast.unparse(node.func)}(): without {ast.unparse(gone)}"
    return f"{_told(node)} -> {_told(changed)}"


def _told(node: ast.AST) -> str:
    """Source on one line, of a statement with a body only its head."""
    if isinstance(node, ast.match_case):
        assert node.guard
        return f"case {ast.unparse(node.pattern)} if {ast.unparse(node.guard)}"
    line = ast.unparse(node).splitlines()[0]
    return line if len(line) <= 100 else f"{line[:100]}…"


def _is_docstring(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
