"""The reader's network: a small pretrained encoder with heads for syntax, names and events (PyTorch, training only).

One forward pass over a *pack* (a few consecutive sentences, at most some 160 word pieces) feeds every head:
tags, lemma edits, sentence starts, dependency arcs and labels (biaffine, Dozat & Manning 2017), names, and for events
type, mode, status, context and inner role at the trigger, sector at the mention, and trigger-to-word role links.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

SHAPES = 8
ARC, LABEL, LINK = 384, 128, 128
# Layers whose states the second reading (closer.py) takes up; the layers above are read again.
KEPT = 1


class PooledDropout(nn.Module):
    """Dropout whose masks are slices of one random pool: drawing fresh numbers takes half of a step on a CPU."""

    POOL = 1 << 22

    def __init__(self, rate: float) -> None:
        super().__init__()
        self.p = rate
        self.pool: Tensor | None = None

    def forward(self, x: Tensor) -> Tensor:
        if not self.training or self.p == 0.0:
            return x
        if self.pool is None:
            self.pool = ((torch.rand(self.POOL) >= self.p).float() / (1.0 - self.p)).to(torch.bfloat16)
        size = x.numel()
        if size > self.POOL // 2:
            return nn.functional.dropout(x, self.p)
        at = int(torch.randint(self.POOL - size, (1,)))
        return x * self.pool[at : at + size].view(x.shape).to(x.dtype)


def pool_dropout(module: nn.Module) -> None:
    """Replace every nn.Dropout below ``module`` by PooledDropout of the same rate."""
    for name, child in module.named_children():
        if isinstance(child, nn.Dropout):
            setattr(module, name, PooledDropout(child.p))
        else:
            pool_dropout(child)


class Biaffine(nn.Module):
    """Scores s[b, k, i, j] = x_i^T U_k y_j + w_k.x_i + v_k.y_j for ``outputs`` labels k."""

    def __init__(self, left: int, right: int, outputs: int) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.zeros(outputs, left + 1, right + 1))
        nn.init.normal_(self.weight, std=0.01)

    def forward(self, x: Tensor, y: Tensor) -> Tensor:
        one = torch.ones_like(x[..., :1])
        x, y = torch.cat([x, one], -1), torch.cat([y, one], -1)
        return torch.einsum("bid,kde,bje->bkij", x, self.weight, y)


class Mix(nn.Module):
    """A learned weighted mean of the encoder's layers (Peters et al. 2018)."""

    def __init__(self, layers: int) -> None:
        super().__init__()
        start = torch.zeros(layers)
        start[-1] = 1.0
        self.weight = nn.Parameter(start)

    def forward(self, layers: list[Tensor]) -> Tensor:
        w = torch.softmax(self.weight, 0)
        return sum(w[i] * layer for i, layer in enumerate(layers))


def projection(width: int, size: int, drop: float) -> nn.Sequential:
    return nn.Sequential(nn.Dropout(drop), nn.Linear(width, size), nn.GELU(), nn.Dropout(drop))


class Reader(nn.Module):
    """Encoder plus heads; ``sizes`` gives the number of classes of each head."""

    def __init__(self, encoder: nn.Module, sizes: dict[str, int], drop: float = 0.25) -> None:
        super().__init__()
        self.encoder = encoder
        width = encoder.config.hidden_size
        self.shape = nn.Embedding(SHAPES, width)
        nn.init.zeros_(self.shape.weight)
        layers = encoder.config.num_hidden_layers
        self.syntax_mix, self.event_mix = Mix(layers), Mix(layers)
        self.drop = nn.Dropout(drop)
        self.token = nn.ModuleDict({k: nn.Linear(width, sizes[k]) for k in ("upos", "xpos", "lemma", "start", "ner")})
        self.arc_dep, self.arc_head = projection(width, ARC, drop), projection(width, ARC, drop)
        self.label_dep, self.label_head = projection(width, LABEL, drop), projection(width, LABEL, drop)
        self.arc, self.label = Biaffine(ARC, ARC, 1), Biaffine(LABEL, LABEL, sizes["dep"])
        self.trigger = projection(width, width, drop)
        event_heads = ("event", "mode", "status", "context", "inner")
        self.act = nn.ModuleDict({k: nn.Linear(width, sizes[k]) for k in event_heads})
        self.party = projection(width, 128, drop)
        self.mention = nn.ModuleDict({k: nn.Linear(128, sizes[k]) for k in ("sector", "kind")})
        self.link_trigger, self.link_word = projection(width, LINK, drop), projection(width, LINK, drop)
        self.link = Biaffine(LINK, LINK, sizes["link"])

    def encode(self, ids: Tensor, mask: Tensor, shapes: Tensor, first: Tensor, last: Tensor) -> tuple[Tensor, Tensor]:
        """Word vectors [batch, words, width] for syntax and for events.

        ids, mask, shapes: [batch, pieces]; first, last: [batch, words], the first and last piece of each word.
        """
        embedded = self.encoder.embeddings.word_embeddings(ids) + self.shape(shapes)
        out = self.encoder(inputs_embeds=embedded, attention_mask=mask, output_hidden_states=True)
        layers = list(out.hidden_states[1:])

        def words(mixed: Tensor) -> Tensor:
            width = mixed.shape[-1]
            a = torch.gather(mixed, 1, first.unsqueeze(-1).expand(-1, -1, width))
            b = torch.gather(mixed, 1, last.unsqueeze(-1).expand(-1, -1, width))
            return (a + b) * 0.5

        return words(self.syntax_mix(layers)), words(self.event_mix(layers))

    def syntax(self, x: Tensor) -> dict[str, Tensor]:
        """Token logits, arc scores [b, dep, head], label vectors (scored against each other by ``label``)."""
        x = self.drop(x)
        out = {k: head(x) for k, head in self.token.items()}
        out["arc"] = self.arc(self.arc_dep(x), self.arc_head(x)).squeeze(1)
        out["label_dep"], out["label_head"] = self.label_dep(x), self.label_head(x)
        return out

    def events(self, x: Tensor) -> dict[str, Tensor]:
        """Trigger and mention logits per word, role links [b, role, trigger, word]."""
        t = self.trigger(x)
        out = {k: head(t) for k, head in self.act.items()}
        m = self.party(x)
        out.update({k: head(m) for k, head in self.mention.items()})
        out["link"] = self.link(self.link_trigger(x), self.link_word(x))
        return out

    def forward(self, ids: Tensor, mask: Tensor, shapes: Tensor, first: Tensor, last: Tensor) -> dict[str, Tensor]:
        syntax, event = self.encode(ids, mask, shapes, first, last)
        return self.syntax(syntax) | self.events(event)
