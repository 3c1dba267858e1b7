"""An encoder that needs no weights, and the real one where it is installed."""

from __future__ import annotations

import pytest
from examples.meaning_examples import LetterEncoder

from knowledge.embedding.encoder import BertEncoder
from knowledge.embedding.opening import open_encoder


@pytest.fixture
def letters() -> LetterEncoder:
    return LetterEncoder()


@pytest.fixture(scope="session")
def real() -> BertEncoder:
    encoder = open_encoder()
    if encoder is None:
        pytest.skip("the extra `semantic` is not installed")
    return encoder
