"""An encoder that needs no weights, and the real one where it is installed."""

from __future__ import annotations

import pytest
from meaning_examples import LetterEncoder

from knowledge.meaning.encoder import BertEncoder
from knowledge.meaning.opening import open_encoder


@pytest.fixture
def letters() -> LetterEncoder:
    return LetterEncoder()


@pytest.fixture(scope="session")
def real() -> BertEncoder:
    encoder = open_encoder()
    if encoder is None:
        pytest.skip("the extra `semantic` is not installed")
    return encoder
