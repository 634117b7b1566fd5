"""The shape of the house: small files, short functions, everything typed, imports one way."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCES = sorted((ROOT / "src" / "herodotus").rglob("*.py"))
# Caps of DESIGN section 5. The median and the ninth decile keep the code easy; the caps keep it possible.
FILE_CAP, FILE_USUAL, FUNCTION_CAP, FUNCTION_P90 = 400, 300, 60, 25
# How many files in a hundred may lie between the usual size and the cap.
FILES_OVER = 3

Function = ast.FunctionDef | ast.AsyncFunctionDef


def functions(path: Path) -> Iterator[Function]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, Function):
            yield node


def lines(function: Function) -> int:
    """Lines from `def` to the end, without the docstring."""
    length = (function.end_lineno or 0) - function.lineno + 1
    first = function.body[0]
    if (
        isinstance(first, ast.Expr)
        and isinstance(first.value, ast.Constant)
        and isinstance(first.value.value, str)
    ):
        length -= (first.end_lineno or 0) - first.lineno + 1
    return length


def test_files_are_small() -> None:
    sizes = {str(path.relative_to(ROOT)): len(path.read_text("utf-8").splitlines()) for path in SOURCES}
    assert {name: size for name, size in sizes.items() if size > FILE_CAP} == {}
    over = sorted(name for name, size in sizes.items() if size > FILE_USUAL)
    assert len(over) <= len(sizes) * FILES_OVER / 100 + 1, over


def test_functions_are_short() -> None:
    sizes = [
        (lines(function), f"{path.relative_to(ROOT)}:{function.name}")
        for path in SOURCES
        for function in functions(path)
    ]
    assert [name for size, name in sizes if size > FUNCTION_CAP] == []
    ordered = sorted(size for size, _ in sizes)
    assert ordered[int(len(ordered) * 0.9)] <= FUNCTION_P90


def test_everything_is_typed() -> None:
    untyped = []
    for path in SOURCES:
        for function in functions(path):
            arguments = [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]
            typed = all(argument.annotation for argument in arguments if argument.arg not in {"self", "cls"})
            if not (typed and function.returns):
                untyped.append(f"{path.relative_to(ROOT)}:{function.name}")
    assert untyped == []


@pytest.mark.slow
def test_imports_run_one_way() -> None:
    script = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-2000:]
