"""Losses of the reader's heads over a batch of packs."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor

from network import Reader
from packs import Pack
from tocsin.language.labels import CONTEXTS, EVENTS, INNER, KINDS, LINKS, MODES, SECTORS, STATUS
from treebanks import lemma_script

IGNORE = -100


def treebank_loss(model: Reader, out: dict[str, Tensor], packs: list[Pack], index: dict[str, dict[str, int]]) -> Tensor:
    """Sum of mean cross entropies: tags, lemma edits, sentence starts, names, arcs, labels at the gold head."""
    size = out["arc"].shape[:2]
    gold = {k: torch.full(size, IGNORE) for k in ("upos", "xpos", "lemma", "ner", "head", "dep")}
    start, real = torch.zeros(size), torch.zeros(size, dtype=torch.bool)
    same = torch.zeros(*size, size[1], dtype=torch.bool)
    for b, pack in enumerate(packs):
        for at, s in pack.sentences:
            n = len(s.words)
            real[b, at : at + n] = True
            start[b, at] = 1.0
            same[b, at : at + n, at : at + n] = True
            if s.ner is not None:
                gold["ner"][b, at : at + n] = torch.tensor([index["ner"][x] for x in s.ner])
            if not s.heads:
                continue
            gold["upos"][b, at : at + n] = torch.tensor([index["upos"][x] for x in s.upos])
            gold["xpos"][b, at : at + n] = torch.tensor([index["xpos"].get(x, IGNORE) for x in s.xpos])
            scripts = [lemma_script(w, x) for w, x in zip(s.words, s.lemmas, strict=True)]
            gold["lemma"][b, at : at + n] = torch.tensor([index["lemma"].get(x, IGNORE) for x in scripts])
            gold["head"][b, at : at + n] = torch.tensor([h + at for h in s.heads])
            gold["dep"][b, at : at + n] = torch.tensor([index["dep"].get(x, IGNORE) for x in s.deps])
    total = torch.zeros(())
    for key, weight in (("upos", 0.5), ("xpos", 0.5), ("lemma", 0.3), ("ner", 0.7)):
        total = total + weight * cross(out[key], gold[key])
    starts = F.binary_cross_entropy_with_logits(out["start"].squeeze(-1).float(), start, reduction="none")
    total = total + 0.5 * (starts * real).sum() / real.sum().clamp(min=1)
    arcs = out["arc"].float().masked_fill(~same, -1e4)
    total = total + cross(arcs, gold["head"])
    parsed = gold["head"].clamp(min=0)
    heads = torch.gather(out["label_head"], 1, parsed.unsqueeze(-1).expand(-1, -1, out["label_head"].shape[-1]))
    return total + cross(label_scores(model, out["label_dep"], heads), gold["dep"])


def label_scores(model: Reader, dep: Tensor, head: Tensor) -> Tensor:
    """Label logits [batch, words, labels] of every word against one given head vector each."""
    dep, head = dep.float(), head.float()
    one = torch.ones_like(dep[..., :1])
    x, y = torch.cat([dep, one], -1), torch.cat([head, one], -1)
    return torch.einsum("bid,kde,bie->bik", x, model.label.weight, y)


def cross(logits: Tensor, gold: Tensor) -> Tensor:
    if not (gold != IGNORE).any():
        return torch.zeros(())
    return F.cross_entropy(logits.float().flatten(0, 1), gold.flatten(), ignore_index=IGNORE)


def gold_loss(out: dict[str, Tensor], packs: list[Pack], link_weight: float = 20.0) -> Tensor:
    """Event type at every word; mode, status, context, inner role and links at triggers; sectors at parties."""
    size = out["event"].shape[:2]
    target = torch.zeros(*size, len(EVENTS))
    target[..., 0] = 1.0
    weight, real = torch.zeros(size), torch.zeros(size)
    triggers: list[tuple[int, int, float]] = []
    at_trigger: dict[str, list[Tensor]] = {"mode": [], "status": [], "context": []}
    inner: list[int] = []
    links: list[Tensor] = []
    parties: list[tuple[int, int]] = []
    sectors: list[Tensor] = []
    kinds: list[int] = []
    for b, pack in enumerate(packs):
        article, n = pack.article, len(pack.pieces)
        assert article is not None
        real[b, :n] = 1.0
        weight[b, :n] = 1.0
        for act in article.acts:
            k = act.trigger - pack.offset
            if not 0 <= k < n:
                continue
            wanted = torch.zeros(len(EVENTS))
            for name, share in act.event.items():
                wanted[EVENTS.index(name)] = share
            target[b, k] = wanted if target[b, k, 0] == 1.0 else (target[b, k] + wanted) / 2
            weight[b, k] = act.weight
            triggers.append((b, k, act.weight))
            for key, values, names in (
                ("mode", act.modes, MODES),
                ("status", act.status, STATUS),
                ("context", act.contexts, CONTEXTS),
            ):
                at_trigger[key].append(torch.tensor([float(x in values) for x in names]))
            inner.append(INNER.index(act.inner) if act.inner in INNER else 0)
            link = torch.zeros(len(LINKS), size[1])
            for r, role in enumerate(LINKS):
                for word in act.links[role]:
                    if 0 <= word - pack.offset < n:
                        link[r, word - pack.offset] = 1.0
            links.append(link)
        for word, (kind, names) in article.parties.items():
            if 0 <= word - pack.offset < n:
                parties.append((b, word - pack.offset))
                kinds.append(KINDS.index(kind))
                sectors.append(torch.tensor([float(s in names) for s in SECTORS]))
    soft = -(target * F.log_softmax(out["event"].float(), -1)).sum(-1)
    total = 6.0 * (soft * weight).sum() / real.sum()
    if triggers:
        bs, ks = torch.tensor([t[0] for t in triggers]), torch.tensor([t[1] for t in triggers])
        w = torch.tensor([t[2] for t in triggers])
        for key, scale in (("mode", 8.0), ("status", 2.0), ("context", 6.0)):
            wanted = torch.stack(at_trigger[key])
            loss = F.binary_cross_entropy_with_logits(out[key][bs, ks].float(), wanted, reduction="none").mean(-1)
            total = total + scale * (loss * w).mean()
        total = total + 0.5 * F.cross_entropy(out["inner"][bs, ks].float(), torch.tensor(inner))
        scores = out["link"][bs, :, ks].float()
        mask = real[bs].unsqueeze(1)
        loss = F.binary_cross_entropy_with_logits(scores, torch.stack(links), reduction="none") * mask
        per_act = loss.sum((1, 2)) / mask.sum((1, 2)) / len(LINKS)
        total = total + link_weight * (per_act * w).mean()
    if parties:
        bs, ks = torch.tensor([p[0] for p in parties]), torch.tensor([p[1] for p in parties])
        wanted = torch.stack(sectors)
        total = total + 5.0 * F.binary_cross_entropy_with_logits(out["sector"][bs, ks].float(), wanted)
        total = total + 0.5 * F.cross_entropy(out["kind"][bs, ks].float(), torch.tensor(kinds))
    return total
