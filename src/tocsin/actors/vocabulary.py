"""Closed word classes the actor rules look at: pronouns, verbs of saying, words that give away gender or backing."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


HE = _words("he him his himself")
SHE = _words("she her hers herself")
IT = _words("it its itself")
THEY = _words("they them their theirs themselves")
ME = _words("i me my mine myself")
WE = _words("we us our ours ourselves")
YOU = _words("you your yours yourself yourselves")
PERSONAL = HE | SHE | IT | THEY | ME | WE
RELATIVE = _words("who whom whose which that")
REFLEXIVE = _words("himself herself itself themselves ourselves myself")

SAY = _words(
    "say tell add state declare announce write tweet claim warn note insist argue stress reply explain comment post "
    "remark respond continue quote call urge vow promise demand describe express accuse ask"
)
FEMALE = _words(
    "she her hers herself woman wife mother queen daughter sister girl actress mrs mrs. ms ms. princess widow lady "
    "duchess"
)
MALE = _words("he him his himself man husband king father son brother boy prince mr mr. lord duke pope sir")
TITLES = _words(
    "mr mr. mrs mrs. ms ms. dr dr. sir dame lord lady sheikh saint st st. prof prof. sen sen. rep rep. gen gen."
)
COUNTS = {"two": 2, "three": 3, "four": 4}  # as nouns: "the two agree"
NUMBERS = {"three": 3, "four": 4, "five": 5, "all": 9}

# "US-backed rebels" are not American, and "anti-Israel protesters" not Israeli.
BACKED = _words(
    "backed supported sponsored aligned allied funded financed trained armed linked friendly affiliated brokered "
    "mediated made built supplied designated imposed recognized recognised sanctioned educated owned leaning speaking "
    "language bound"
)
AGAINST = _words("anti pro non counter")

# Nouns for places: their adjective says where they are.
PLACES = _words(
    "city town village capital province region state district county governorate oblast prefecture island islands "
    "coast border territory area soil airspace waters port airport base embassy consulate parliament enclave camp "
    "suburb neighbourhood neighborhood municipality department peninsula settlement desert mountains "
    "jungle prison"
)
# Months and days that are also towns.
CALENDAR = _words(
    "january february march april may june july august september october november december monday tuesday wednesday "
    "thursday friday saturday sunday"
)

# Acts of force as nouns: the nation before them does it ("Israeli strikes"), the one behind "on" suffers it.
STRIKES = _words(
    "attack airstrike strike raid missile bombing shelling assault offensive bombardment incursion invasion fire drone "
    "rocket shooting ambush massacre killing crackdown operation aggression"
)
