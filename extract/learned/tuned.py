"""The network that is tuned: the MiniLM encoder, a head for all layers of labels and their random fields, in torch."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from .layers import Layers
from .shapes import SHAPES
from .tokens import CLUES

_DROPOUT = 0.2
_SHAPE_WIDTH = 24
# The score of a tag that a layer does not have.
_NEVER = -1e4


def network_of(folder: Path, layers: Layers, *, attention: str = "sdpa") -> Any:
    """The network (a torch module) of the encoder in ``folder``; its ``transitions`` are one square table a layer.

    ``attention`` is how transformers computes it: ``sdpa`` learns faster, ``eager`` is plain enough to become a graph.
    Called with ids, mask, shapes and clues (windows x pieces) it gives the scores of all tags, layer beside layer.
    """
    import torch
    from torch import nn
    from transformers import AutoModel

    class Dropout(nn.Module):
        """Forgets a share of what it is given while it learns, by lots of eight bits: they cost less than torch's."""

        def __init__(self, share: float) -> None:
            super().__init__()
            self.p = share  # by this name transformers asks for it
            self.below = round(share * 256)

        def forward(self, given: Any) -> Any:
            if not self.training or not self.below:
                return given
            lots = torch.empty(given.numel() // 8 + 1, dtype=torch.int64).random_(-(2**63), 2**63 - 1).view(torch.uint8)
            kept = lots[: given.numel()].view(given.shape) >= self.below
            return given * (kept * (256 / (256 - self.below)))

    class Network(nn.Module):
        """Encoder, shapes of words, one linear head for all layers side by side."""

        def __init__(self) -> None:
            super().__init__()
            self.encoder = AutoModel.from_pretrained(
                folder,
                local_files_only=True,
                add_pooling_layer=False,
                attn_implementation=attention,
                # Drawing by lot what attention forgets takes an eighth of the time.
                attention_probs_dropout_prob=0.0,
            )
            for module in list(self.encoder.modules()):
                for name, child in list(module.named_children()):
                    if isinstance(child, nn.Dropout):
                        setattr(module, name, Dropout(child.p))
            width = self.encoder.config.hidden_size
            self.shape = nn.Embedding(len(SHAPES), _SHAPE_WIDTH)
            # What is seen beside the words enters below, so that every layer can weigh it; at first it says nothing.
            self.seen = nn.ModuleList(nn.Embedding(count, width) for count in (len(SHAPES), len(CLUES)))
            for table in self.seen:
                nn.init.zeros_(table.weight)
            self.dropout = Dropout(_DROPOUT)
            counts = [1 + 2 * len(labels) for labels in layers]
            self.head = nn.Linear(width + _SHAPE_WIDTH, sum(counts))
            self.transitions = nn.ParameterList(torch.zeros(count, count) for count in counts)

        def forward(self, ids: Any, mask: Any, shapes: Any, clues: Any) -> Any:
            words = self.encoder.embeddings.word_embeddings(ids)
            words = words + self.seen[0](shapes) + self.seen[1](clues)
            hidden = self.encoder(inputs_embeds=words, attention_mask=mask).last_hidden_state
            return self.head(self.dropout(torch.cat([hidden, self.shape(shapes)], dim=-1)))

    return Network()


def unlikelihood(scores: Any, tags: Any, real: Any, transitions: Sequence[Any]) -> Any:
    """Negative log likelihood of ``tags`` under linear-chain conditional random fields, one a layer: layers x rows.

    ``scores`` are rows x tokens x tags, layer beside layer; ``tags`` layers x rows x tokens; ``real`` (rows x tokens)
    is false where a row is padded, which its first token never is; ``transitions`` are the scores from tag to tag.
    """
    import torch
    from torch.nn.functional import pad

    counts = [len(table) for table in transitions]
    most = max(counts)
    # All layers take a step at once: those with fewer tags are filled up with tags that never are.
    parts = [pad(part, (0, most - part.shape[2]), value=_NEVER) for part in scores.split(counts, dim=2)]
    filled = torch.stack(parts)
    moves = torch.stack([pad(table, (0, most - len(table), 0, most - len(table))) for table in transitions])
    layer = torch.arange(len(counts))[:, None, None]
    right = (filled.gather(3, tags[..., None])[..., 0] * real).sum(2)
    right = right + (moves[layer, tags[:, :, :-1], tags[:, :, 1:]] * real[:, 1:]).sum(2)
    total, moves = filled[:, :, 0], moves[:, None]
    for here, known in zip(filled.unbind(2)[1:], real.unbind(1)[1:], strict=True):
        longer = torch.logsumexp(total[..., None] + moves, dim=2) + here
        total = torch.where(known[:, None], longer, total)
    return torch.logsumexp(total, dim=2) - right
