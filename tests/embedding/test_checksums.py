"""A package with files of weights, changed after it was installed."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path

import pytest

from knowledge.embedding.checksums import verify
from knowledge.errors import EncoderError

WEIGHTS = bytes(range(256)) * 4096


@pytest.fixture
def weights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The weights of a package "small-words" that is installed in a folder of its own."""
    file = tmp_path / "small_words" / "model" / "model.safetensors"
    file.parent.mkdir(parents=True)
    file.write_bytes(WEIGHTS)
    listed = base64.urlsafe_b64encode(hashlib.sha256(WEIGHTS).digest()).rstrip(b"=").decode()
    told = tmp_path / "small_words-1.0.dist-info"
    told.mkdir()
    (told / "METADATA").write_text("Metadata-Version: 2.1\nName: small-words\nVersion: 1.0\n")
    (told / "RECORD").write_text(
        f"small_words/model/model.safetensors,sha256={listed},{len(WEIGHTS)}\n"
        "small_words/model/README.md,sha256=another,7\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    return file


def test_what_is_as_it_was_installed_is_taken(weights: Path) -> None:
    verify("small-words", ["model.safetensors"])


@pytest.mark.parametrize("place", [0, 300_000, len(WEIGHTS) - 1])
def test_one_bit_that_has_changed_is_found(weights: Path, place: int) -> None:
    changed = bytearray(WEIGHTS)
    changed[place] ^= 1
    weights.write_bytes(changed)
    with pytest.raises(EncoderError, match=r"model\.safetensors: is not as it was installed"):
        verify("small-words", ["model.safetensors"])


def test_what_is_gone_is_named(weights: Path) -> None:
    weights.unlink()
    with pytest.raises(EncoderError, match=r"model\.safetensors: cannot be read \(No such file"):
        verify("small-words", ["model.safetensors"])


def test_a_package_without_a_list_is_taken_as_it_is() -> None:
    verify("no-such-package", ["model.safetensors"])
