"""Train the bundled reader: ``python training/train.py --data DIR --gold DIR --encoder DIR --out FILE``.

DATA holds treebanks/ and ner_uner_ewt/, GOLD holds the training readings, ENCODER the files of all-MiniLM-L6-v2.
Writes a PyTorch checkpoint (weights, label sets, configuration); ``export.py`` makes the shipped files from it.
"""

from __future__ import annotations

import argparse
import logging
import random
import time
import tomllib
from pathlib import Path

import torch
from transformers import AutoModel

from gold import all_texts, load_gold
from losses import gold_loss, treebank_loss
from network import Reader, pool_dropout
from newsstyle import Teller
from packs import Pack, article_packs, batches, treebank_packs
from tocsin.language.labels import CONTEXTS, EVENTS, INNER, KINDS, LINKS, MODES, NER, SECTORS, STATUS
from tocsin.language.pieces import PieceMaker, batch_arrays
from treebanks import Sentence, commercial, frequent, lemma_script, read_conllu, read_iob2

log = logging.getLogger("train")


def label_sets(sentences: list[Sentence]) -> dict[str, list[str]]:
    """The label inventory of every head, in a stable order."""
    return {
        "upos": frequent((x for s in sentences for x in s.upos), 1),
        "xpos": frequent((x for s in sentences for x in s.xpos), 2),
        "dep": frequent((x for s in sentences for x in s.deps), 2),
        "lemma": frequent((lemma_script(w, x) for s in sentences for w, x in zip(s.words, s.lemmas, strict=False)), 3),
        "ner": NER,
        "start": ["start"],
        "event": EVENTS,
        "mode": MODES,
        "status": STATUS,
        "context": CONTEXTS,
        "inner": INNER,
        "sector": SECTORS,
        "kind": KINDS,
        "link": LINKS,
    }


def forward(model: Reader, packs: list[Pack]) -> dict[str, torch.Tensor]:
    arrays = {k: torch.from_numpy(v) for k, v in batch_arrays([p.pieces for p in packs], multiple=16).items()}
    with torch.autocast("cpu", torch.bfloat16):
        return model(**arrays)


def load_sentences(data: Path, config: dict) -> tuple[list[Sentence], list[Sentence]]:
    parsed = [
        s
        for name in config["data"]["treebanks"]
        for s in read_conllu(data / "treebanks" / f"{name}-ud-train.conllu")
        if commercial(s)
    ]
    named = [s for s in read_iob2(data / config["data"]["names"]) if len(s.words) > 2]
    return parsed, named


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("data", "gold", "encoder", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--config", type=Path, default=Path(__file__).with_name("config.toml"))
    parser.add_argument("--init", type=Path, help="checkpoint to go on from (second and third stage)")
    parser.add_argument("--hold", nargs="*", help="batches of readings to keep out (overrides the configuration)")
    args = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    config = tomllib.loads(args.config.read_text(encoding="utf-8"))
    settings, held = config["train"], set(args.hold if args.hold is not None else config["data"]["held_out"])
    torch.manual_seed(settings["seed"])
    rng = random.Random(settings["seed"])
    maker = PieceMaker(args.encoder / "tokenizer.json")
    parsed, named = load_sentences(args.data, config)
    texts = [t for t in all_texts(args.gold, args.data, config["data"]["gold"]) if t.batch not in held]
    share = config["data"].get("corpus_share", 1.0)
    if share < 1.0:
        texts = [t for t in texts if t.batch != "corpus" or rng.random() < share]
    articles = load_gold(texts)
    labels = label_sets(parsed)
    index = {k: {v: i for i, v in enumerate(values)} for k, values in labels.items()}
    log.info(
        "%d treebank sentences, %d articles, %s", len(parsed), len(articles), {k: len(v) for k, v in labels.items()}
    )
    encoder = AutoModel.from_pretrained(
        args.encoder, add_pooling_layer=False, attention_probs_dropout_prob=0.0, attn_implementation="eager"
    )
    model = Reader(encoder, {k: len(v) for k, v in labels.items()}, settings["dropout"])
    pool_dropout(model)
    if args.init:
        model.load_state_dict(torch.load(args.init, map_location="cpu", weights_only=False)["model"])
    if "frozen_layers" in settings:
        for part in (encoder.embeddings, model.shape, *encoder.encoder.layer[: settings["frozen_layers"]]):
            part.requires_grad_(False)
    plan: list[tuple[float, str, list[Pack]]] = []
    teller = Teller(rng)
    kinds = (
        ("treebank", settings["treebank_epochs"]),
        ("retold", settings["retold_epochs"]),
        ("gold", settings["gold_epochs"]),
    )
    for kind, epochs in kinds:
        for epoch in range(epochs):
            if kind == "treebank":
                packs = treebank_packs(parsed, maker, rng, settings["single_sentence"])
                packs += treebank_packs(named, maker, rng, 1.0)
            elif kind == "retold":
                packs = treebank_packs(list(teller.retell(parsed)), maker, rng, settings["single_sentence"])
            else:
                packs = article_packs(articles, maker, rng)
            made = batches(packs, settings["batch_pieces"], rng)
            plan += [((epoch + i / len(made)) / epochs, kind, b) for i, b in enumerate(made)]
    plan.sort(key=lambda x: x[0])
    train(model, plan, settings, index, labels, config, args.out)


def train(model, plan, settings, index, labels, config, out: Path) -> None:
    own = [p for n, p in model.named_parameters() if not n.startswith("encoder.")]
    groups = [
        {"params": list(model.encoder.parameters()), "lr": settings["encoder_rate"]},
        {"params": own, "lr": settings["head_rate"]},
    ]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
    steps, warm = len(plan), max(1, int(settings["warmup"] * len(plan)))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda k: min((k + 1) / warm, max(0.0, (steps - k) / (steps - warm)))
    )
    log.info("%d steps", steps)
    model.train()
    seen: dict[str, float] = {"treebank": 0.0, "retold": 0.0, "gold": 0.0}
    began = time.monotonic()
    for k, (_, kind, packs) in enumerate(plan):
        result = forward(model, packs)
        loss = (
            gold_loss(result, packs, settings["link_weight"])
            if kind == "gold"
            else treebank_loss(model, result, packs, index)
        )
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 5.0)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        schedule.step()
        seen[kind] = 0.98 * seen[kind] + 0.02 * float(loss.detach())
        if k % 20 == 19:
            log.info(
                "step %d/%d %s %.0fs", k + 1, steps, {n: round(v, 3) for n, v in seen.items()}, time.monotonic() - began
            )
        if (k + 1) % max(1, steps // 8) == 0 or k + 1 == steps:
            torch.save({"model": model.state_dict(), "labels": labels, "config": config, "step": k + 1}, out)


if __name__ == "__main__":
    main()
