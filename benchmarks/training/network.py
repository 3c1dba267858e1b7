"""The reader's network: the shipped sentence encoder with heads for span, answer and entailment.

A pair is `[CLS] question or claim [SEP] sentence [SEP] title. day. sentence before [SEP]`; the sentence alone
has segment 1, so that context is never mistaken for it, and is cut last.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import torch
from torch import Tensor, nn
from transformers import BertModel

from knowledge.comprehension.pairs import Pair

__all__ = ["Network", "padded"]

FROZEN = 2
"""The lowest layers stay as the sentence encoder has them: a fifth less work, for words alone."""


def padded(pairs: Sequence[Pair]) -> tuple[Tensor, Tensor, Tensor]:
    """Ids, mask and segments as a batch."""
    longest = max(len(p.ids) for p in pairs)
    ids = torch.zeros(len(pairs), longest, dtype=torch.long)
    mask, segments = torch.zeros_like(ids), torch.zeros_like(ids)
    for row, p in enumerate(pairs):
        ids[row, : len(p.ids)] = torch.tensor(p.ids)
        mask[row, : len(p.ids)] = 1
        segments[row, : len(p.ids)] = torch.tensor(p.segments)
    return ids, mask, segments


class Network(nn.Module):
    """Gives for each pair logits of answering, of start and end, and of the verdicts by two heads.

    The first, not linear, judges the sentence by itself; the second is the one that bounds are fitted on.
    """

    def __init__(self, folder: Path, attention: str = "sdpa") -> None:
        super().__init__()
        self.encoder = BertModel.from_pretrained(
            str(folder), add_pooling_layer=False, attn_implementation=attention
        )
        width = self.encoder.config.hidden_size
        self.span = nn.Linear(width, 2)
        self.answering = nn.Sequential(nn.Linear(2 * width, width), nn.GELU(), nn.Linear(width, 1))
        self.entailing = nn.Sequential(nn.Linear(2 * width, width), nn.GELU(), nn.Linear(width, 3))
        self.claims = nn.Linear(2 * width, 3)
        self.encoder.embeddings.requires_grad_(False)
        for layer in self.encoder.encoder.layer[:FROZEN]:
            layer.requires_grad_(False)

    def forward(self, ids: Tensor, mask: Tensor, segments: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """As the class says; outside the sentence no span begins or ends."""
        states = self.encoder(input_ids=ids, attention_mask=mask, token_type_ids=segments).last_hidden_state
        inside = segments.to(states.dtype)
        pooled = (states * inside[..., None]).sum(1) / inside.sum(1, keepdim=True).clamp(min=1)
        both = torch.cat([states[:, 0], pooled], dim=-1)
        spans = self.span(states) + (inside[..., None] - 1) * 1e4
        return self.answering(both)[:, 0], spans, self.entailing(both), self.claims(both)
