"""A reliability diagram of `confidence`: of the records believed so much, how many were right, field by field.

    tocsin code FOLDER/articles.jsonl -o records.jsonl
    python benchmarks/calibration.py --readings FOLDER/readings.jsonl --records records.jsonl [--svg OUT.svg]

Readings are lines as tocsin.evaluate.annotations makes them. `--readings` and `--records` take several files each. A
record carries one confidence, for its type and both parties; the other fields are shown against the same number.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from tocsin.evaluate.reliability import FIELDS, WHOLE, Bin, Verdict, calibration_error, reliability, verdicts
from tocsin.records import Event

SIZE, MARGIN = 320, 44  # of the square, in pixels, and of what is around it
COLOURS = {WHOLE: "#b3261e", "type": "#1f5fa8", "actor": "#2e7d32", "recipient": "#8e5a00", "status": "#6a4fa3"}


def lines(paths: Sequence[Path]) -> Iterator[dict[str, Any]]:
    """Rows of JSON Lines files."""
    for path in paths:
        with path.open(encoding="utf-8") as file:
            yield from map(json.loads, file)


def table(curves: Mapping[str, Sequence[Bin]]) -> str:
    """Markdown: a row for each bin, a column for each field, with the number of records judged."""
    rows = [
        "| confidence, mean of the bin | records | " + " | ".join(curves) + " |",
        "|---|---:|" + "---:|" * len(curves),
    ]
    for whole in curves[WHOLE]:
        cells = []
        for bins in curves.values():
            near = next((b for b in bins if int(b.believed * 10) == int(whole.believed * 10)), None)
            cells.append(f"{near.right:.2f} ({near.count})" if near else "")
        rows.append(f"| {whole.believed:.2f} | {whole.count} | " + " | ".join(cells) + " |")
    rows.append(
        "| calibration error | | " + " | ".join(f"{calibration_error(bins):.3f}" for bins in curves.values()) + " |"
    )
    return "\n".join(rows)


def svg(curves: Mapping[str, Sequence[Bin]]) -> str:
    """The diagram: share right over confidence, a line for each field; the dashed line is honesty."""
    side = SIZE + 2 * MARGIN
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side + 130} {side}" font-family="sans-serif"'
        ' font-size="12">',
        f'<rect width="{side + 130}" height="{side}" fill="white"/>',
        f'<path d="M{_x(0)} {_y(0)}H{_x(1)}V{_y(1)}H{_x(0)}Z" fill="none" stroke="#999"/>',
        f'<path d="M{_x(0)} {_y(0)}L{_x(1)} {_y(1)}" stroke="#999" stroke-dasharray="4 4"/>',
        f'<text x="{_x(0.5)}" y="{side - 8}" text-anchor="middle">confidence</text>',
        f'<text transform="translate(14 {_y(0.5)}) rotate(-90)" text-anchor="middle">share right</text>',
    ]
    for tick in (0.0, 0.25, 0.5, 0.75, 1.0):
        parts.append(f'<text x="{_x(tick)}" y="{_y(0) + 16}" text-anchor="middle">{tick:g}</text>')
        parts.append(f'<text x="{_x(0) - 6}" y="{_y(tick) + 4}" text-anchor="end">{tick:g}</text>')
    for row, (field, bins) in enumerate(curves.items()):
        parts += _curve(field, bins, row)
    return "\n".join([*parts, "</svg>"]) + "\n"


def _curve(field: str, bins: Sequence[Bin], row: int) -> list[str]:
    colour = COLOURS[field]
    points = " ".join(f"{_x(b.believed):.1f},{_y(b.right):.1f}" for b in bins)
    largest = max((b.count for b in bins), default=1)
    parts = [
        f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="{2.5 if field == WHOLE else 1}"/>'
    ]
    for b in bins:
        told = f"{field}: {b.count} records believed {b.believed:.2f}, right {b.right:.2f}"
        radius = 2 + 5 * (b.count / largest) ** 0.5
        parts.append(
            f'<circle cx="{_x(b.believed):.1f}" cy="{_y(b.right):.1f}" r="{radius:.1f}" fill="{colour}"'
            f' fill-opacity="0.6"><title>{told}</title></circle>'
        )
    y = MARGIN + 12 + 18 * row
    return [*parts, f'<text x="{SIZE + MARGIN + 14}" y="{y}" fill="{colour}">{field}</text>']


def _x(value: float) -> float:
    return MARGIN + SIZE * value


def _y(value: float) -> float:
    return MARGIN + SIZE * (1 - value)


def curves_of(found: Sequence[Verdict], bins: int) -> dict[str, list[Bin]]:
    """The bins of every field."""
    return {field: reliability(found, field, bins) for field in FIELDS}


def main() -> None:
    """Compare, print the table, write the diagram."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--readings", type=Path, nargs="+", required=True, help="readings by hand, JSON Lines")
    parser.add_argument(
        "--records", type=Path, nargs="+", required=True, help="records of the same articles, JSON Lines"
    )
    parser.add_argument("--svg", type=Path, help="file to write the diagram to")
    parser.add_argument("--bins", type=int, default=10, help="bins of equal width over 0..1 (default 10)")
    args = parser.parse_args()
    found = list(verdicts(lines(args.readings), map(Event.from_dict, lines(args.records))))
    if not found:
        raise SystemExit("no record could be judged: are the records those of the articles that were read by hand?")
    curves = curves_of(found, args.bins)
    print(f"{len(found)} records judged\n\n{table(curves)}")
    if args.svg:
        args.svg.write_text(svg(curves), encoding="utf-8")


if __name__ == "__main__":
    main()
