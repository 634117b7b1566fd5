"""Text -> sentences with tokens, tags, a tree and names: the embedded model, or rules without its file."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Protocol

from herodotus.errors import UsageError
from herodotus.types import Method, Sentence

MODEL_FILE = Path(__file__).with_name("model.npz")


class Engine(Protocol):
    """One way of reading sentences; every other stage sees only this."""

    @property
    def method(self) -> Method:
        """What read the text, by a version that changes whenever its answers may."""
        ...

    def parse(self, text: str) -> tuple[Sentence, ...]:
        """Return the sentences of `text`, in order, with valid trees; "" gives none."""
        ...


@cache
def load(engine: str = "auto") -> Engine:
    """Return the engine of that name: "model", "rules", or "auto" (the model if its file is there).

    A path that ends in ".npz" loads weights of the user's own, trained by training/train.py with any
    number of layers. A folder loads its `weights.npz`, of any width too, and runs it in PyTorch (the extra
    `herodotus[torch]`), on a graphics card if there is one.
    """
    from herodotus.language.model import ModelEngine  # noqa: PLC0415 (numpy is loaded when text is read, not before)
    from herodotus.language.rules import RulesEngine  # noqa: PLC0415

    if engine == "rules" or (engine == "auto" and not MODEL_FILE.exists()):
        return RulesEngine()
    if engine in ("auto", "model"):
        path = MODEL_FILE
    elif engine.endswith(".npz"):
        path = Path(engine)
    elif Path(engine).is_dir():
        path = Path(engine) / "weights.npz"
    else:
        raise UsageError(
            f"there is no language engine `{engine}`",
            hint="known: auto, model, rules, or a path to an .npz file or to a folder with weights.npz",
        )
    if not path.exists():
        raise UsageError(f"{path}: no such weights", hint="use `rules`, or install the package again")
    return ModelEngine(path, torch=path.name == "weights.npz" and path.parent == Path(engine))
