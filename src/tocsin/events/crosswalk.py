"""The codes of other event data (GDELT, ICEWS, POLECAT, Phoenix) and ours, from `data/crosswalk`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from tocsin.events.ontology import Ontology, load_ontology
from tocsin.settings import DATA
from tocsin.tables import Line, read_table

_FOLDER = DATA / "crosswalk"
_KINDS = ("role", "group")


@dataclass(frozen=True, slots=True)
class Country:
    """One country: what is written for it elsewhere; "" where the other code list has nothing."""

    code: str
    name: str
    cameo: str
    fips: str
    cow: str
    icews: str


@dataclass(frozen=True, slots=True)
class Role:
    """What a role or sector of another list says: a code if the actor has no country, and PLOVER sectors.

    `beside` are sectors it has only beside a country: an NGO is NGO, but a national one USA/SOC.
    """

    code: str
    sector: tuple[str, ...]
    beside: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Crosswalk:
    """Look-ups in both directions; `by_*` go from their codes to ours, the methods back."""

    countries: Mapping[str, Country]
    by_cameo: Mapping[str, str]
    by_fips: Mapping[str, str]
    by_name: Mapping[str, str]
    cameo_roles: Mapping[str, Role]
    cameo_groups: Mapping[str, Role]
    icews_sectors: Mapping[str, Role]
    quads: Mapping[str, tuple[int, int]]
    polecat_words: Mapping[tuple[str, str], str]
    bodies: Mapping[str, str]

    def country(self, code: str) -> Country | None:
        """The country with one of our codes; None for IGO, UNO and the like.

        >>> load_crosswalk().country("ROU").cameo
        'ROM'
        """
        return self.countries.get(code)

    def named(self, text: str) -> str:
        """Our code for a country's ISO code or one of its English names; "" for an unknown one.

        >>> load_crosswalk().named("Russian Federation"), load_crosswalk().named("rus")
        ('RUS', 'RUS')
        """
        return self.by_name.get(text.strip().casefold(), "")

    def body(self, name: str) -> str:
        """The code of an international body known by the beginning of its name, or of what stands in its brackets.

        >>> load_crosswalk().body("Ministry (European Union)")
        'EUR'
        """
        for part in (name, name.rpartition("(")[2]):
            for begins, code in self.bodies.items():
                if part.startswith(begins):
                    return code
        return ""

    def cameo_role(self, *, sector: str = "", code: str = "") -> str:
        """The CAMEO role written for a PLOVER sector, or for a code in the place of a country; "" if there is none.

        >>> load_crosswalk().cameo_role(sector="MED"), load_crosswalk().cameo_role(code="ISM")
        ('HLH', 'NGM')
        """
        return _written(self.cameo_roles, sector, code)

    def icews_sector(self, *, sector: str = "", code: str = "") -> str:
        """The ICEWS sector written for a PLOVER sector, or for a code in the place of a country; "" if there is none.

        >>> load_crosswalk().icews_sector(sector="GOV")
        'Government'
        """
        return _written(self.icews_sectors, sector, code)

    def gdelt_quad(self, cameo: str) -> int:
        """GDELT's QuadClass of a CAMEO code, 1 to 4."""
        return self.quads[cameo[:2]][0]

    def phoenix_quad(self, cameo: str) -> int:
        """Phoenix' class of a CAMEO code: 0 neutral, else 1 to 4."""
        return self.quads[cameo[:2]][1]


def read_role(roles: Iterable[Role], country: str) -> tuple[str, tuple[str, ...]]:
    """Code and sectors of an actor with these roles; a country wins over the codes that stand in its place."""
    code, sectors = country, list[str]()
    for role in roles:
        code = code or role.code
        sectors += (*role.sector, *role.beside) if country else role.sector
    return code, tuple(dict.fromkeys(sectors))


@cache
def load_crosswalk() -> Crosswalk:
    """Our crosswalk, checked against the ontology; raises `DataFileError` with file and line."""
    known = load_ontology()
    rows = list(read_table(_FOLDER / "countries.tsv", ("code", "name", "cameo", "fips", "cow", "icews")))
    countries = {line["code"]: _country(line) for line in rows}
    names = {name.casefold(): line["code"] for line in rows for name in (line["name"], *line.values("icews"))}
    return Crosswalk(
        countries=MappingProxyType(countries),
        by_cameo=_index(rows, "cameo"),
        by_fips=_index(rows, "fips"),
        by_name=MappingProxyType({code.casefold(): code for code in countries} | names),
        cameo_roles=MappingProxyType(_roles("role", known)),
        cameo_groups=MappingProxyType(_roles("group", known)),
        icews_sectors=MappingProxyType(
            {
                line["name"]: _role(line, known)
                for line in read_table(_FOLDER / "icews_sectors.tsv", ("name", "code", "sector", "beside"))
            }
        ),
        quads=MappingProxyType(_quads(_FOLDER / "cameo_roots.tsv")),
        polecat_words=MappingProxyType(_words(known)),
        bodies=MappingProxyType(
            {
                line["begins"]: line.one_of("code", list(known.nonstates))
                for line in read_table(_FOLDER / "bodies.tsv", ("begins", "code"))
            }
        ),
    )


def _country(line: Line) -> Country:
    first = {column: next(iter(line.values(column)), "") for column in ("cameo", "fips", "cow", "icews")}
    return Country(line["code"], line["name"], first["cameo"], first["fips"], first["cow"], first["icews"])


def _index(rows: Iterable[Line], column: str) -> Mapping[str, str]:
    """Their codes to ours; a code that two countries claim is a mistake in the file."""
    found: dict[str, str] = {}
    for line in rows:
        for value in line.values(column):
            if found.setdefault(value, line["code"]) != line["code"]:
                raise line.error(f"{column} {value!r} stands for {found[value]} too")
    return MappingProxyType(found)


def _roles(kind: str, known: Ontology) -> dict[str, Role]:
    lines = read_table(_FOLDER / "cameo_roles.tsv", ("role", "kind", "code", "sector", "beside"))
    return {line["role"]: _role(line, known) for line in lines if line.one_of("kind", _KINDS) == kind}


def _role(line: Line, known: Ontology) -> Role:
    if line["code"]:
        line.one_of("code", list(known.nonstates))
    for sector in (*line.values("sector"), *line.values("beside")):
        if sector not in known.sectors:
            raise line.error(f"sector {sector!r} is not one of {', '.join(known.sectors)}")
    return Role(line["code"], line.values("sector"), line.values("beside"))


def _quads(path: Path) -> dict[str, tuple[int, int]]:
    lines = read_table(path, ("root", "gdelt", "phoenix"))
    return {line["root"]: (int(line.number_in("gdelt", 1, 4)), int(line.number_in("phoenix", 0, 4))) for line in lines}


def _words(known: Ontology) -> dict[tuple[str, str], str]:
    modes = {mode for kind in known.types.values() for mode in kind.modes}
    found = {}
    for line in read_table(_FOLDER / "polecat_words.tsv", ("kind", "word", "reads")):
        kind, reads = line.one_of("kind", ("mode", "context")), line["reads"]
        if reads and reads not in (modes if kind == "mode" else known.contexts):
            raise line.error(f"{reads!r} is no {kind} of PLOVER")
        found[kind, line["word"]] = reads
    return found


def _written(roles: Mapping[str, Role], sector: str, code: str) -> str:
    """The first name with just this sector and no code, or with this code."""
    for name, role in roles.items():
        if (code and role.code == code) or (sector and not role.code and role.sector == (sector,)):
            return name
    return ""
