"""The second reading's network (PyTorch, training only).

The reader goes over a text once. The second reading takes its states after layer KEPT and goes on from there once more
for every word that may be a trigger, with that word marked: the upper layers then see the whole sentence with that
word's eyes, and say what it names (or nothing), its mode and status, and which words are its parties, speakers, date
and place. With one of its parties marked as well they say which words tell whose that party is. Pairs of marked parties
are read the same way for ``tocsin relation``. The lower layers stay as they are.
"""

from __future__ import annotations

import copy

import torch
from torch import Tensor, nn

from network import KEPT, Reader, projection
from tocsin.language.labels import EVENTS, INNER, LINKS, MODES, STATUS

MARKS = ("none", "trigger", "source", "target", "party")


class Closer(nn.Module):
    """The reader's upper layers with marks added to their input, and heads at the marked word and at all words."""

    def __init__(self, reader: Reader, drop: float = 0.2) -> None:
        super().__init__()
        width = reader.encoder.config.hidden_size
        self.layers = nn.ModuleList(copy.deepcopy(list(reader.encoder.encoder.layer)[KEPT:]))
        self.mark = nn.Embedding(len(MARKS), width * len(self.layers))
        nn.init.normal_(self.mark.weight, std=0.02)
        with torch.no_grad():
            self.mark.weight[0] = 0.0
        self.trigger = projection(width, width, drop)
        self.word = projection(width, 256, drop)
        self.event = nn.Linear(width, len(EVENTS))
        self.mode, self.status = nn.Linear(width, len(MODES)), nn.Linear(width, len(STATUS))
        self.inner = nn.Linear(width, len(INNER))
        self.role = nn.Linear(256, len(LINKS))
        self.home = nn.Linear(256, 1)
        self.pair = projection(2 * width, width, drop)
        self.pair_event = nn.Linear(width, len(EVENTS))
        with torch.no_grad():
            for mine, theirs in ((self.event, reader.act["event"]), (self.mode, reader.act["mode"]),
                                 (self.status, reader.act["status"]), (self.inner, reader.act["inner"])):  # fmt: skip
                mine.weight.copy_(theirs.weight)
                mine.bias.copy_(theirs.bias)
            self.trigger[1].weight.copy_(reader.trigger[1].weight)
            self.trigger[1].bias.copy_(reader.trigger[1].bias)

    def forward(
        self, states: Tensor, marks: Tensor, mask: Tensor, first: Tensor, last: Tensor, at: Tensor
    ) -> tuple[Tensor, ...]:
        """states [b, pieces, width], marks and mask [b, pieces], first and last piece of each word [b, words],
        at [b, 2]: the marked words (twice the trigger, or source and target)."""
        x = states
        marked = self.mark(marks).chunk(len(self.layers), -1)
        bias = (1.0 - mask.float())[:, None, None, :] * -1e4
        for layer, mark in zip(self.layers, marked, strict=True):
            x = x + mark
            x = layer.output.LayerNorm(feed(layer, attend(layer, x, bias)))
        wide = x.shape[-1]
        a = torch.gather(x, 1, first.unsqueeze(-1).expand(-1, -1, wide))
        words = (a + torch.gather(x, 1, last.unsqueeze(-1).expand(-1, -1, wide))) * 0.5
        two = torch.gather(words, 1, at.unsqueeze(-1).expand(-1, -1, wide))
        t = self.trigger(two[:, 0])
        pair = self.pair(two.flatten(1))
        word = self.word(words)
        return (
            self.event(t), self.mode(t), self.status(t), self.inner(t),
            self.role(word).transpose(1, 2), self.pair_event(pair), self.home(word).squeeze(-1),
        )  # fmt: skip


def attend(layer: nn.Module, x: Tensor, bias: Tensor) -> Tensor:
    inner, out = layer.attention.self, layer.attention.output
    heads, width = inner.num_attention_heads, inner.attention_head_size

    def split(y: Tensor) -> Tensor:
        return y.reshape(y.shape[0], y.shape[1], heads, width).transpose(1, 2)

    q, k, v = split(inner.query(x)), split(inner.key(x)), split(inner.value(x))
    weights = torch.softmax(q @ k.transpose(2, 3) / width**0.5 + bias, -1)
    mixed = (weights @ v).transpose(1, 2).reshape(x.shape[0], x.shape[1], heads * width)
    return out.LayerNorm(out.dropout(out.dense(mixed)) + x)


def feed(layer: nn.Module, x: Tensor) -> Tensor:
    return (
        layer.output.dropout(layer.output.dense(layer.intermediate.intermediate_act_fn(layer.intermediate.dense(x))))
        + x
    )
