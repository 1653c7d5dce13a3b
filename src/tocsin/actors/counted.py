"""Those that a number counts: of people counted before, or of those a group is taken from."""

from __future__ import annotations

from spacy.tokens import Token

from tocsin.actors import homeland
from tocsin.actors.nominals import clause_of, complements, role_of
from tocsin.actors.scene import Party, Scene

TOLD = frozenset(["nsubj", "nsubj:pass", "obj", "obl:agent"])
_SUFFERED = frozenset(
    "kill injure wound hurt arrest detain rescue displace die evacuate capture abduct kidnap release free execute "
    "sentence charge deport shoot hospitalize hospitalise".split()
)
_FURTHER = frozenset(["other", "others", "more", "another"])


def counted_again(scene: Scene, token: Token) -> tuple[Party, ...]:
    """ "Six officers were killed and *eleven* wounded, *two others* are missing": of those counted before."""
    opens = token.pos_ == "DET" and token.i + 1 < len(token.doc) and token.nbor(1).pos_ in ("NOUN", "ADJ", "PROPN")
    further = token.lower_ in _FURTHER and not opens and token.pos_ in ("NOUN", "ADJ", "PRON", "NUM", "DET")
    if not further and not (token.pos_ == "NUM" and _happened(token)):
        return ()
    for other in reversed(scene.doc[token.sent.start : token.i]):
        counted = any(c.dep_ == "nummod" or c.lower_ in ("several", "many") for c in other.children)
        if other.pos_ != "NOUN" or not counted or role_of(other) not in TOLD or other.head.i == token.i:
            continue
        found = scene.parties(other)
        if found and found[0].sector:
            return tuple(p.because(f"{token.text} beside {other.text}") for p in found[:1])
    if further and (token.lower_ in ("other", "others") or not _happened(token)):
        return ()
    code = homeland.home(scene, token)
    return (Party(code, ("CVL",), token.text, f"{token.text}: people in {code}"),) if code else ()


def _happened(token: Token) -> bool:
    """Is something done to people that a bare number counts ("eleven are injured", "arresting 19")?"""
    return role_of(token) in TOLD and clause_of(token).lemma_.lower() in _SUFFERED and not list(complements(token))


def part_of(scene: Scene, token: Token) -> tuple[Party, ...]:
    """Those a number or group is taken from: "one of the ministers", "a group of soldiers"."""
    for case, head in complements(token):
        if case in ("of", "from", "among"):
            match = scene.match(head)
            if match is None or not match.of({"country", "region", "capital"}):
                found = scene.parties(head)
                if found:
                    return tuple(p.because(f"{token.text} of") for p in found)
    return ()
