"""A small world of actors, and documents built by hand: no model, no packaged data."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy
from spacy.tokens import Doc, Token

from tocsin.actors.registry import Registry
from tocsin.actors.resolver import ActorResolver, DocActors

VOCAB = spacy.blank("en").vocab
FILES = {
    "countries.tsv": """code	name	names	adjectives	people	capitals	seats	neighbours	region
KOR	South Korea	ROK; the South; Koreas	South Korean	South Koreans	Seoul	Blue House	PRK	Asian
PRK	North Korea	DPRK; the Norks; the North; Koreas	North Korean	North Koreans	Pyongyang		CHN; KOR	Asian
CHN	China	PRC	Chinese	Chinese	Beijing	Zhongnanhai	PRK; RUS	Asian; East Asian
RUS	Russia		Russian	Russian; Russians	Moscow	Kremlin	CHN; UKR	European
UKR	Ukraine		Ukrainian	Ukrainian; Ukrainians	Kyiv		RUS	European
USA	United States	US; U.S.; America	American; U.S.; US	American; Americans	Washington	White House	CAN
ISR	Israel		Israeli	Israeli; Israelis	Jerusalem		LBN	Middle Eastern
LBN	Lebanon		Lebanese	Lebanese	Beirut		ISR	Middle Eastern
PSE	Palestine		Palestinian	Palestinian; Palestinians	Ramallah		ISR	Middle Eastern
BRA	Brazil		Brazilian	Brazilian; Brazilians	Brasilia		ARG	South American
SAU	Saudi Arabia		Saudi	Saudis	Riyadh			Middle Eastern; kingdom
PRT	Portugal		Portuguese	Portuguese	Lisbon			European
COD	DR Congo	Zaire [1971..1997]	Congolese	Congolese	Kinshasa			African
""",
    "regions.tsv": """name	names	kind	code	sector
Donbas	Donbass	area	UKR
Somaliland		territory	SOM	PRE
Moscow oil depot		installation	RUS	BUS
""",
    "international.tsv": """name	aliases	code	sector	from	to	kind	note
United Nations	UN	UNO				un
International Criminal Court	ICC	IGO	JUD	2002		court
European Union	EU	EUR				eu
""",
    "armed_groups.tsv": """name	aliases	code	sector	from	to	kind	note
Hamas		PSE	REB			group
Houthis	Houthi	PSE	REB			group
Taliban		AFG	GOV	2021-08-15		group
Taliban		AFG	REB	1994	2021-08-14	group
""",
    "institutions.tsv": """name	aliases	code	sector	from	to	kind	note
National Assembly (Brazil)		BRA	LEG			parliament
National Assembly (Ukraine)		UKR	LEG			parliament
""",
    "media.tsv": """name	aliases	code	sector	from	to	kind	note
The National		SAU	JRN			newspaper
""",
    "people.tsv": """name	aliases	code	sector	office	from	to
Donald Trump	Donald J. Trump	USA	GOV	President of the United States	2017-01-20	2021-01-20
Donald Trump	Donald J. Trump	USA	GOV	President of the United States	2025-01-20
Xi Jinping		CHN	GOV	President of China	2013-03-14
Bill Clinton		USA	GOV	President	1993-01-20	2001-01-20
Hillary Clinton		USA	GOV	Secretary of State	2009-01-21	2013-02-01
""",
    "roles.tsv": """role	sector	kind	note
president	GOV	office
prime minister	GOV	office
foreign minister	GOV	office
foreign ministry	GOV	body
ministry	GOV	body
government	GOV	body
administration	GOV	body
counterpart		person
analyst	CVL	person
spokesperson		person
rival	OPP	person
leader	GOV	person
official	GOV	person
envoy	GOV	person
troops	MIL	group
police	COP	body
lawmaker	LEG	person
supreme court	JUD	body
protester	CVL	person
person	CVL	person
journalist	JRN	person
gunman	UAF	person
rebel	REB	person
aid worker	NGO	person
farmer	AGR	person
families	CVL	group
officer	COP	person
junta	GOV	body
employee	LAB	person
minister of health	GOV	office
senator	LEG	person
student	EDU	person
mediator		person
former	ELI	modifier
military	MIL	modifier
Sunni	REL	modifier
opposition	OPP	modifier
""",
    "anaphors.tsv": """noun	kind	sector	note
country	country
neighbour	country
ally	country
side	pair
group	organisation	REB; SOC
body	organisation	GOV
thousand	quantity
two	quantity
statement	document
kingdom	country
""",
    "ships.tsv": """prefix	code	note
USS	USA
""",
}


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small world as data files."""
    path = tmp_path_factory.mktemp("actors")
    for name, text in FILES.items():
        (path / name).write_text(text, encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def registry(folder: Path) -> Registry:
    return Registry([folder])


def build(*sentences: str) -> Doc:
    """A Doc from sentences written `word/POS[:TAG]/relation/head`, heads counted from 1, 0 the root.

    A word followed by `+` has no blank after it.
    """
    words, spaces, pos, tags, deps, heads = [], [], [], [], [], []
    for sentence in sentences:
        base = len(words)
        for i, item in enumerate(sentence.split()):
            word, kind, dep, head = item.rsplit("/", 3)
            spaces.append(not word.endswith("+"))
            words.append(word.removesuffix("+"))
            upos, _, tag = kind.partition(":")
            pos.append(upos)
            tags.append(tag or upos)
            deps.append("ROOT" if head == "0" else dep)
            heads.append(base + i if head == "0" else base + int(head) - 1)
    return Doc(
        VOCAB, words=words, spaces=spaces, pos=pos, tags=tags, deps=deps, heads=heads, lemmas=[w.lower() for w in words]
    )


class Reading:
    """A document read for its actors, asked by word."""

    def __init__(self, doc: Doc, actors: DocActors) -> None:
        self.doc = doc
        self.actors = actors

    def token(self, word: str, nth: int = 0) -> Token:
        return [t for t in self.doc if t.text == word][nth]

    def who(self, word: str, nth: int = 0) -> list[str]:
        """Labels of the entities of the nth `word`: `KOR/GOV`."""
        found = self.actors.entities(self.token(word, nth))
        return ["/".join(part for part in (e.code, *e.sector) if part) for e in found]

    def cut(self, word: str, nth: int = 0) -> str:
        start, end = self.actors.span(self.token(word, nth))
        return self.doc.text[start:end]


@pytest.fixture
def read(registry: Registry):
    """`read(*sentences, on="2025-06-01")`: the document's actors on a date."""

    def reader(*sentences: str, on: str | None = "2025-06-01") -> Reading:
        doc = build(*sentences)
        return Reading(doc, ActorResolver(registry).read(doc, on))

    return reader
