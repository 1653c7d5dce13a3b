"""News retold of other countries: names, adjectives, inhabitants and capitals exchanged, everything else as it was.

A network that has seen a text a few times knows its parties by name. Told of other countries, the same sentence can
only be read by its grammar. Offsets and words of the readings move along; codes follow the exchange.
"""

from __future__ import annotations

import csv
import random
import re
from pathlib import Path

from gold import Text

FIELDS = ("name", "adjectives", "people", "capitals")


class Exchange:
    """Exchanges the countries of a text, seeded: the same generator gives the same texts."""

    def __init__(self, countries: Path) -> None:
        self.forms: dict[str, dict[str, str]] = {}
        self.known: dict[str, tuple[str, str]] = {}
        doubtful = set()
        with countries.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t"):
                forms = {f: re.sub(r"\s*\[.*?\]", "", (row[f] or "").split(";")[0]).strip() for f in FIELDS}
                many = [re.sub(r"\s*\[.*?\]", "", x).strip() for x in (row["people"] or "").split(";")]
                forms["people"] = next((x for x in many if x.endswith("s")), forms["people"])
                if not all(forms.values()) or not forms["adjectives"][0].isupper():
                    continue
                self.forms[row["code"]] = forms
                for kind in ("adjectives", "people", "name", "capitals"):
                    word = forms[kind]
                    if word in self.known and self.known[word][0] != row["code"]:
                        doubtful.add(word)
                    self.known[word] = row["code"], kind
        for word in doubtful:
            del self.known[word]
        names = sorted(self.known, key=len, reverse=True)
        self.pattern = re.compile(r"\b(?:([Aa]n?) )?(" + "|".join(map(re.escape, names)) + r")(?![\w-]*\w)")

    def retell(self, text: Text, rng: random.Random) -> Text | None:
        """``text`` with every known country exchanged for another; None where it names none."""
        codes = {self.known[m[2]][0] for m in self.pattern.finditer(text.text)}
        if not codes:
            return None
        others = rng.sample([c for c in self.forms if c not in codes], len(codes))
        to = dict(zip(sorted(codes), others, strict=True))
        new, moves = self._say(text.text, to)

        def moved(at: int) -> int:
            return at + sum(shift for place, shift in moves if place <= at)

        rows = []
        for row in text.readings:
            made = dict(row)
            made["trigger_start"], made["trigger_end"] = moved(row["trigger_start"]), moved(row["trigger_end"])
            if self.pattern.search(text.text[row["trigger_start"] : row["trigger_end"]]):
                return None
            for key in ("actor_text", "recipient_text", "speakers_text"):
                if row.get(key):
                    made[key] = [self._say(words or "", to)[0] for words in row[key]]
            for key in ("date_text", "place", "trigger"):
                if row.get(key):
                    made[key] = self._say(row[key], to)[0]
            for key in ("actor", "recipient"):
                made[key] = [to.get(c[:3], c[:3]) + c[3:] for c in row[key]]
            rows.append(made)
        return Text(f"{text.name}-retold", text.batch, new, text.published, rows)

    def _say(self, text: str, to: dict[str, str]) -> tuple[str, list[tuple[int, int]]]:
        out, last, moves = [], 0, []
        for m in self.pattern.finditer(text):
            code, kind = self.known[m[2]]
            if code not in to:
                continue
            word = self.forms[to[code]][kind]
            if m[1]:
                word = f"{m[1][0]}{'n' if word[0] in 'AEIO' else ''} {word}"
            out += [text[last : m.start()], word]
            last = m.end()
            moves.append((m.end(), len(word) - (m.end() - m.start())))
        return "".join([*out, text[last:]]), moves
