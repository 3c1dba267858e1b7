"""NumPy, which compares vectors, works on one thread once an encoder is open."""

from __future__ import annotations

import subprocess
import sys

import pytest


@pytest.mark.usefixtures("real")
def test_an_open_encoder_holds_the_algebra_of_numpy_to_one_thread() -> None:
    code = (
        "from knowledge.embedding.opening import open_encoder; open_encoder();"
        "from threadpoolctl import threadpool_info;"
        "print({one['num_threads'] for one in threadpool_info() if one['user_api'] == 'blas'})"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "{1}"
