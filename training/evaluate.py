"""Score the shipped reader and write the report: ``python training/evaluate.py --data DIR [--out training/SCORES.md]``.

DATA holds treebanks/ and ner_uner_ewt/. The reader is the ONNX file that tocsin ships (or ``--model``), used as users
use it.
"""

from __future__ import annotations

import argparse
import hashlib
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from scoring import documents, gold_token_scores, name_scores, raw_scores, raw_text
from tocsin.language.model import load
from tocsin.settings import DATA
from treebanks import Sentence, commercial, read_conllu, read_iob2

TESTS = {
    "EWT": "treebanks/ud_ewt/en_ewt-ud-test.conllu",
    "GUM": "treebanks/ud_gum/en_gum-ud-test.conllu",
    "PUD": "treebanks/ud_pud/en_pud-ud-test.conllu",
}
NAMES = "ner_uner_ewt/en_ewt-ud-test.iob2"


def read_tests(data: Path, limit: int) -> dict[str, list[Sentence]]:
    """The test sets, at most ``limit`` documents of each."""
    made = {}
    for name, path in TESTS.items():
        groups = documents(read_conllu(data / path))
        made[name] = [s for group in groups[: limit or None] for s in group]
    return made


def speed(folder: Path, sentences: Sequence[Sentence]) -> dict[str, float]:
    """Words and sentences a second of processor time, by a reader that has seen no text yet."""
    nlp = load(folder)
    texts = [raw_text(group) for group in documents(sentences)]
    began = time.process_time()
    docs = list(nlp.pipe(texts))
    spent = time.process_time() - began
    words = sum(not t.is_space for doc in docs for t in doc)
    return {"sentences": len(sentences) / spent, "words": words / spent}


def load_seconds(folder: Path) -> float:
    """Processor seconds from the interpreter's start to a loaded reader, the best of three."""
    code = f"import time, tocsin; tocsin.load({str(folder)!r}); print(time.process_time())"
    runs = [subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True) for _ in range(3)]
    return min(float(run.stdout) for run in runs)


def table(rows: dict[str, dict[str, float]], corner: str) -> list[str]:
    columns = list(next(iter(rows.values())))
    lines = [f"| {corner} | " + " | ".join(columns) + " |", "|---" + "|---:" * len(columns) + "|"]
    lines += [f"| {name} | " + " | ".join(f"{row[c]:.2f}" for c in columns) + " |" for name, row in rows.items()]
    return lines


def report(data: Path, folder: Path, limit: int) -> str:
    """The report as Markdown; nothing in it depends on when or where it was made but the times."""
    nlp = load(folder)
    tests = read_tests(data, limit)
    gold = {name: gold_token_scores(nlp, sentences) for name, sentences in tests.items()}
    gold["GUM, genres trained on"] = gold_token_scores(nlp, [s for s in tests["GUM"] if commercial(s)])
    raw = {name: raw_scores(nlp, sentences) for name, sentences in tests.items()}
    news = [s for s in tests["PUD"] if s.document.startswith("n")]
    raw["PUD, news half"] = raw_scores(nlp, news)
    named = list(read_iob2(data / NAMES))
    names = {"UNER EWT": name_scores(nlp, named[: 20 * limit] if limit else named)}
    rate = speed(folder, tests["GUM"] + tests["PUD"])
    onnx = folder / "reader.onnx"
    size = sum(p.stat().st_size for p in folder.iterdir()) / 1e6
    lines = [
        "# Scores of the bundled reader",
        "",
        "Written by `training/evaluate.py`; change the reader, run it again. Test sections only, none trained on.",
        "LAS compares relations without subtypes, as the CoNLL 2018 shared task does; LAS+ compares them whole.",
        "Lemmas are compared in lower case, as tocsin uses them.",
        "",
        f"Reader: `reader.onnx` sha256 `{hashlib.sha256(onnx.read_bytes()).hexdigest()}`, {size:.1f} MB in all.",
        "",
        "## With the treebank's words and sentences",
        "",
        *table(gold, "percent right"),
        "",
        "## From raw text",
        "",
        *table(raw, "F1"),
        "",
        "## Names",
        "",
        *table(names, "exact range and kind"),
        "",
        "## Speed",
        "",
        f"One thread, running text of GUM and PUD: {rate['sentences']:.0f} sentences, {rate['words']:.0f} words "
        "a second of processor time, tokenisation and writing of the Docs included.",
        f"From the interpreter's start to a loaded reader: {load_seconds(folder):.2f} s of processor time.",
    ]
    return "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--model", type=Path, default=DATA / "model")
    parser.add_argument("--limit", type=int, default=0, help="documents of each test set (default: all)")
    parser.add_argument("--out", type=Path, help="file to write (default: standard output)")
    args = parser.parse_args()
    text = report(args.data, args.model, args.limit)
    if args.out:
        args.out.write_text(text, encoding="utf-8")
    else:
        sys.stdout.write(text)


if __name__ == "__main__":
    main()
