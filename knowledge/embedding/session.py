"""Opens a network's graph by onnxruntime: on one thread, and exact on every processor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.embedding.processor import products_fit

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

__all__ = ["opened"]


def opened(graph: str | bytes) -> InferenceSession:
    """The graph in a file, or as it would stand in one; raises what onnxruntime raises."""
    from onnxruntime import InferenceSession, SessionOptions

    options = SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    if not products_fit():
        options.add_session_config_entry("session.x64quantprecision", "1")
    return InferenceSession(graph, options, providers=["CPUExecutionProvider"])
