"""Find the time expressions of a text: a rule grammar for the English of news, read from the words alone.

Parts of speech and entity labels, where a model has set them, only veto ("Theresa May", "they march"). What an
expression means on the calendar is the business of `time_resolution`.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from tocsin.language.named_times import named_times
from tocsin.language.times import TimeExpression

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

_words = str.split  # a list of words, written as a line of text

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
_COUNTED = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty"
)
NUMBERS = {word: float(i) for i, word in enumerate(_COUNTED.split())}
NUMBERS |= {"a": 1.0, "an": 1.0, "a couple of": 2.0, "couple of": 2.0, "half a": 0.5, "thirty": 30.0, "forty": 40.0}
NUMBERS |= {"fifty": 50.0, "sixty": 60.0, "seventy": 70.0, "eighty": 80.0, "ninety": 90.0}
_SHIFTS = {
    "last": -1,
    "past": -1,
    "previous": -1,
    "preceding": -1,
    "prior": -1,
    "this past": -1,
    "next": 1,
    "coming": 1,
}
_SHIFTS |= {"following": 1, "this coming": 1, "subsequent": 1, "this": 0, "current": 0}
_EDGES = {"beginning": "start", "turn": "start", "first": "start", "opening": "start", "middle": "mid", "close": "end"}
_EDGES |= {"last": "end", "final": "end", "closing": "end"}
_DAYWORDS = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1, "last night": -1}
_DAYWORDS |= {"the day before yesterday": -2, "the day after tomorrow": 2}

_LESS_THAN_A_WEEK = 6.0  # "the past few days", with the article's day a week at most

_S = r"[\s\u00a0]+"
_TO = r"(?:\s?[–—-]\s?|[\s\u00a0]+(?:to|and|through)[\s\u00a0]+)"
_MONTH = (
    r"(?-i:(?P<{}>January|February|March|April|May|June|July|August|September|October|November|December|"
    r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?))"
)
_WEEKDAY = (
    r"(?-i:(?P<w>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|(?:Mon|Tue|Tues|Wed|Thu|Thur|Thurs|Fri)\.))"
)
_DAY = r"(?P<{}>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?![\d:,.]?\d|%|\s?(?:[ap]\.?m)\b|\s(?:percent|million|people))"
_YEAR = r"(?P<{}>1[5-9]\d\d|20\d\d)(?![\d,.:]?\d|%)"
_NUMBER = (
    r"(?P<n>\d+(?:\.\d)?|"
    + "|".join(sorted(NUMBERS, key=len, reverse=True))
    + r"|several|a few|few|many|some|dozens of|hundreds of)"
)
_UNIT = r"(?P<unit>minute|hour|day|week|fortnight|weekend|month|quarter|year|decade|centur)(?:s|y|ies)?"
_DAYPART = (
    r"(?P<daypart>morning|afternoon|evening|night|midday|noon|midnight|"
    r"(?-i:dawn|daybreak|sunrise|dusk|sunset|nightfall))"
)
_ZONE = rf"(?:{_S}\([0-2]?\d[:.]?[0-5]\d{_S}?(?-i:[A-Z]{{3,4}})\))?"
_SEASON = r"(?P<season>spring|summer|autumn|fall|winter)"
_REL = r"(?P<rel>this(?:\s(?:past|coming))?|last|next|past|coming|following|previous|that|the same)"
_OF_YEAR = rf"(?:,?{_S}(?:of{_S})?(?:{_YEAR.format('y')}|(?P<rely>this|last|next){_S}year))"

_RULES: tuple[tuple[str, str], ...] = (
    ("iso", r"(?P<y>(?:19|20)\d\d)-(?P<mm>0[1-9]|1[0-2])-(?P<d>0[1-9]|[12]\d|3[01])(?!\d)"),
    ("date", rf"{_MONTH.format('m')}{_S}{_DAY.format('d')}(?:{_TO}{_DAY.format('d2')}(?!{_S}(?-i:[JFMASOND])))?"
     rf"{_OF_YEAR}?"),
    ("date", rf"(?:{_DAY.format('d')}{_TO})?{_DAY.format('d2')}{_S}(?:of{_S})?{_MONTH.format('m')}(?!\w){_OF_YEAR}?"),
    ("month", rf"(?:{_REL}{_S})?{_MONTH.format('m')}(?!\w|{_S}\d{{1,2}}\b(?!,\d)){_OF_YEAR}?"),
    ("season", rf"(?:{_REL}{_S})?{_SEASON}\b{_OF_YEAR}?"),
    ("quarter", rf"(?:(?P<ord>first|second|third|fourth|1st|2nd|3rd|4th){_S}(?:fiscal{_S})?quarter|"
     rf"(?-i:Q(?P<q>[1-4])))\b(?:{_S}(?:of{_S})?(?:(?:the{_S})?fiscal{_S}(?:year{_S})?)?{_YEAR.format('y')}|"
     rf"{_S}of{_S}(?P<rely>the|this|last|next){_S}year)?"),
    ("half", rf"(?P<ord>first|second){_S}half{_S}of{_S}(?:{_YEAR.format('y')}|(?P<rely>the|this|last|next){_S}year)"),
    ("year", rf"(?:fiscal{_S}(?:year{_S})?|the{_S}year{_S})?{_YEAR.format('y')}"
     r"(?:[–—-](?P<y2>1[5-9]\d\d|20\d\d|\d\d)(?![\d-]))?(?!s\b)"),
    ("decade", r"(?P<y>(?:1[5-9]|20)\d0)['’]?s\b"),
    ("weekday", rf"(?:{_REL}{_S})?{_WEEKDAY}(?![\w-])(?:{_S}{_DAYPART})?"),
    ("dayword", rf"(?P<word>the day before yesterday|the day after tomorrow|yesterday|today|tonight|tomorrow|overnight|"
     rf"last{_S}night|this{_S}(?:morning|afternoon|evening))(?!\w)(?:{_S}{_DAYPART})?"),
    ("unit", rf"(?:so{_S}far{_S})?(?:(?:the|its|his|her|their){_S})?(?P<rel>this(?:{_S}(?:past|coming))?|last|next|"
     rf"past|previous|preceding|following|coming|same|current|prior|that){_S}(?:(?:calendar|fiscal){_S})?"
     rf"(?P<unit>day|week|weekend|fortnight|month|year|decade)\b(?!-)"),
    ("unit", rf"(?P<rel>the){_S}(?P<unit>weekend|week|month|year)\b(?!-)"),
    ("daypart", rf"(?:{_REL}{_S}|the{_S}(?P<rel2>next|following|previous){_S}|the{_S})?{_DAYPART}(?:{_S}hours)?\b"),
    ("window", rf"(?:the{_S}|its{_S})?(?P<rel>past|last|next|coming|previous|following|subsequent|recent){_S}"
     rf"(?:(?:about|around|roughly|nearly){_S})?(?:{_NUMBER}(?:{_TO}(?P<n2>\w+))?{_S})?{_UNIT}\b"),
    ("offset", rf"(?:{_NUMBER}{_S}|the{_S})?{_UNIT}(?:{_S}(?:and{_S}a{_S}half|or{_S}so|more))?{_S}(?P<dir>ago|earlier|"
     rf"later|afterwards|afterward|before|prior{_S}to|prior|after|from now|hence|previously|beforehand|into)\b"),
    ("duration", rf"{_NUMBER}(?:{_TO}(?P<n2>\w+))?(?:{_S}|\s?[-‐–]\s?){_UNIT}(?:\s?-\s?(?:long|old))?\b"),
    ("duration", r"(?P<unit>day|week|month|year|decade|hour)s\b"),
    ("edge", rf"(?:the{_S})?(?P<edge>end|beginning|start|middle|close|turn){_S}of{_S}(?:the{_S})?"
     rf"(?:(?P<rel>this|last|next|coming|current|following|previous){_S})?(?:(?P<unit>week|month|year|decade)\b|{_MONTH.format('m')}{_OF_YEAR}?|{_YEAR.format('y0')})"),
    ("clock", rf"\d{{1,2}}(?:[:.]\d\d)?\s?(?:[ap]\.m\.?|[ap]m\b)(?:{_S}(?:local{_S}time|(?-i:[A-Z]{{3}})\b))?{_ZONE}|"
     rf"[0-2]?\d:[0-5]\d(?!\d)(?:{_S}(?:local{_S}time|hours|(?-i:[A-Z]{{3,4}})\b))?{_ZONE}"),
    ("edge", rf"(?:the{_S})?(?P<edge>first|opening|last|final|closing){_S}(?P<span>day|week|fortnight|days|weeks){_S}"
     rf"of{_S}(?:{_MONTH.format('m')}{_OF_YEAR}?|{_YEAR.format('y0')})"),
    ("nth", rf"for{_S}(?:an?|the|its|their){_S}(?:second|third|fifth|\w+th|\d+(?:st|nd|rd)){_S}"
     rf"(?:(?:consecutive|straight|successive){_S})?(?:day|night)(?:{_S}(?:running|in{_S}a{_S}row))?\b"),
    ("anaphor", r"(?P<word>then|(?:that|the same|the) (?:time|date)|that point)(?!\w)"),
    ("vague", rf"(?P<word>recently|previously|formerly|in the past(?!{_S}(?:(?:about|around|roughly|nearly){_S})?"
     rf"(?:{_NUMBER}{_S})?{_UNIT}\b)|soon|immediately)(?!\w|,? (?:known|called|the))"),
)  # fmt: skip

# What may stand between the preposition and the time: "since at least early June", "by the end of", "late on Sunday".
_LEAD = re.compile(
    r"(?<!\w)(?:(?P<part1>early|late|earlier|later|midway|sometime)\s+)?"
    r"(?:(?P<bound>on|in|at|since|by|until|till|from|before|after|during|through|throughout|for|within|over|around|about|"
    r"as of|prior to|between|back in|effective|starting|beginning|of|to|into|across|past)\s+)?"
    r"(?:(?:about|around|roughly|approximately|at least|nearly|almost|more than|less than|some)\s+)*"
    r"(?:(?:the|a)\s+)?(?:(?P<part2>early|mid|late|earlier|later)(?:\s+|\s?[-–]\s?)(?:(?:in|on|of)\s+)?(?:the\s+)?)?$",
    re.IGNORECASE,
)
_KEPT_BOUNDS = frozenset(_words("since by until from before after within for over through")) | {"as of"}
_GAP = re.compile(r"\s?(?:,|\(|[-–—]|(?:to|through|until|till|and)(?:\s(?:the|early|late|mid|about|around))*)?\s?")
_NOT_A_DATE_BEFORE = re.compile(r"(?-i:Black|Bloody|Holy|Super|Mar|Theresa|Prime Minister|Mrs\.?|Ms\.?|Mr\.?)\s$")
_NAMED_AFTER = re.compile(
    r"['’]?s?\s(?:Movement|Square|Street|Avenue|Bridge|Brigades?|Stadium|Coalition|Forces?|Committee|Group|Park|"
    r"University|Airport|Prayers?|Alliance|for Future)\b"
)
_CLOSED = re.compile(r"\s*(?:[,.;:)]|$)")
_COUNTED_NOUN = re.compile(
    r"\s(?:people|troops|soldiers|men|women|children|civilians|dollars|euros|pounds|protesters|police|prisoners|members|"
    r"UTC|GMT|local|hours|a\.?m|p\.?m|m|km|kg|feet|miles|met(?:er|re)s|kilomet(?:er|re)s|tons|tonnes|homes|houses|others|workers|refugees|jobs|votes)\b"
)
_YEAR_LEADS = frozenset(
    _words(
        "in since by until till of from before after during through throughout late early mid and to the a an "
        "between around about or fiscal year this that its his her their our following despite back for ( , –"
    )
)


@lru_cache(maxsize=1)
def _compiled() -> tuple[tuple[str, re.Pattern[str]], ...]:
    names = "|".join(re.escape(name) for name in sorted(named_times(), key=len, reverse=True))
    named = rf"(?-i:(?P<name>{names}))(?!\w)(?:,?{_S}{_YEAR.format('y')})?"
    rules = (*_RULES, ("named", named))
    return tuple((kind, re.compile(rf"(?<![\w$£€#])(?:{source})", re.IGNORECASE)) for kind, source in rules)


def find_times(doc: Doc) -> list[TimeExpression]:
    """All time expressions of `doc`, in order, none overlapping another.

    >>> import spacy
    >>> [t.text for t in find_times(spacy.blank("en")("They met on Monday and again last week."))]
    ['on Monday', 'last week']
    """
    text = doc.text
    found: list[tuple[int, int, str, dict[str, str]]] = []
    for kind, pattern in _compiled():
        for m in pattern.finditer(text):
            groups = {k: v for k, v in m.groupdict().items() if v} | {"whole": m[0]}
            if _is_time(text, m.start(), m.end(), kind, groups):
                found.append((m.start(), m.end(), kind, groups))
    found.sort(key=lambda f: (f[0], -f[1], f[2] == "duration"))
    times: list[TimeExpression] = []
    free = 0
    for start, end, kind, groups in found:
        if start < free:
            continue
        expression = _expression(doc, text, start, end, free, kind, groups)
        if expression is not None:
            times.append(expression)
            free = end
    return _join(text, times)


def _is_time(text: str, start: int, end: int, kind: str, groups: dict[str, str]) -> bool:
    """Whether the words around a match leave it a time."""
    before, after = text[max(0, start - 24) : start], text[end : end + 24]
    if _NAMED_AFTER.match(after) or (kind in ("month", "weekday", "date") and _NOT_A_DATE_BEFORE.search(before)):
        return False
    if kind == "year":
        word = re.search(r"(\w+|[(,–-])\s*$", before)
        lead = word[1] if word else ""
        if "y2" in groups or text[start].isalpha() or re.search(r"\b(?:mid|early|late)[-–]$", before, re.IGNORECASE):
            return True
        if _COUNTED_NOUN.match(after) or re.search(r"[$£€]\s?$|No\.\s$|Resolution\s$|\d[,.]$", before):
            return False
        return (
            lead.lower() in _YEAR_LEADS
            or bool(re.search(r"['’]s?\s$", before))
            or bool(re.match(r"\s[a-z]+|\s[A-Z]\w+", after) and (lead.islower() or not lead))
        )
    if kind == "month" and groups.keys() <= {"m", "whole"}:
        return _bare_month(groups["m"], before, after)
    if kind == "season":
        has_preposition = re.search(
            r"\b(?:in|since|by|until|during|through|over) (?:the )?(?:early |late |mid-?)?$", before
        )
        return bool(groups.keys() & {"rel", "y", "rely"} or has_preposition) and not re.match(r"\s(?:of|from)\s", after)
    if kind == "daypart":
        return (
            "rel" in groups
            or "rel2" in groups
            or bool(re.search(r"\b(?:in|by|at|during|early|late|until)\s$", before))
            or bool(re.search(r"\b(?:[Bb]efore|[Tt]owards?)\s$", before))
        )
    if kind == "duration" and "n" not in groups:
        return bool(re.search(r"\b(?:for|after|in|over|following|of)\s$", before)) or bool(re.match(r"\sof\s", after))
    if kind == "anaphor":
        return bool(re.search(r"\b(?:[Ss]ince|[Bb]y|[Uu]ntil|[Aa]t|[Bb]efore|[Oo]n)\s$", before))
    if kind == "window" and text[start : start + 9].lower() == "following" and "n" in groups:
        return False  # "following two days of talks": after them
    return not (kind == "window" and "n" not in groups and not text[:end].rstrip().endswith("s"))


def _bare_month(month: str, before: str, after: str) -> bool:
    """Whether a month name without day or year is the month, not May the person or a march."""
    led = re.search(
        r"\b(?:in|since|by|until|till|during|through|throughout|early|late|mid|from|to|of|and|around|before|after|for|"
        r"between|effective)[\s-]$", before, re.IGNORECASE,
    )  # fmt: skip
    if re.match(r"\s[A-Z]\w+", after) and not re.match(r"\s(?:[A-Z]{2,}|UN|US|EU)\b", after) and not led:
        return False
    return bool(led) or (month not in ("May", "March", "Mar", "April", "June", "August") and not month.endswith("."))


def _vetoed(span: Span, kind: str) -> bool:
    """Whether the model's own reading of the words says that this is no time."""
    if kind not in ("month", "season", "weekday"):
        return False
    names = [t for t in span if t.text[0].isupper()]
    if kind == "weekday":
        return bool(names) and all(t.ent_type_ == "PER" for t in names)
    return any(t.ent_type_ in ("PER", "ORG") or t.pos_ in ("VERB", "AUX") for t in names)


def _names_a_thing(span: Span, kind: str, groups: dict[str, str]) -> bool:
    """Whether a stretch of history only says what a thing is of: "a World War II cemetery"."""
    after = span.doc[span.end] if kind == "named" and span.end < len(span.doc) else None
    if after is None or after.pos_ != "NOUN" or after.lower_ in ("era", "period", "year", "years", "times"):
        return False
    return named_times()[groups["name"]].is_period


def _expression(
    doc: Doc, text: str, start: int, end: int, free: int, kind: str, groups: dict[str, str]
) -> TimeExpression | None:
    lead = _LEAD.search(text[max(free, start - 40) : start])
    if lead and _dates_a_noun(kind, lead, text[end : end + 3]):
        lead = None
    lead_start = start - (lead.end() - lead.start()) if lead else start
    span = doc.char_span(lead_start, end, alignment_mode="expand")
    core = doc.char_span(start, end, alignment_mode="expand")
    if span is None or core is None or _vetoed(core, kind) or _names_a_thing(core, kind, groups):
        return None
    bound = " ".join((lead["bound"] or "").lower().split()) if lead else ""
    part = ((lead["part2"] or lead["part1"] or "") if lead else "").lower()
    if bound in ("of", "to", "past", "across", "into"):
        lead_start = start
        span = core
    bound = {"till": "until", "prior to": "before", "starting": "from", "beginning": "from", "effective": "from"}.get(
        bound, bound
    )
    fields = _fields(kind, groups)
    made = TimeExpression(
        span.start, span.end, (lead_start, end), text[lead_start:end], fields.pop("kind", kind),
        bound=bound if bound in _KEPT_BOUNDS or bound == "as of" else "", **fields,
    )  # fmt: skip
    if made.kind == "unit" and made.bound in ("over", "within") and made.shift in (-1, 1) and made.unit != "weekend":
        made = replace(made, kind="window", count=1.0)  # "over the next decade"
    if made.kind == "offset" and made.direction in ("before", "after") and _CLOSED.match(text, end):
        made = replace(made, direction="earlier" if made.direction == "before" else "later")  # "two days before, ..."
    return replace(made, part=part) if part and not made.part else made


def _dates_a_noun(kind: str, lead: re.Match[str], after: str) -> bool:
    """Whether the time stands before the noun it dates, whose preposition is not its own ("after yesterday's attack",
    "in the 2019 summit")."""
    if after[:2] in ("'s", "’s") and kind in ("weekday", "dayword", "unit", "year", "month", "date"):
        return True
    return kind in ("year", "date", "month", "weekday") and bool(
        re.search(r"\b(?:the|an?)\s$", lead[0], re.IGNORECASE) and not lead["part2"]
    )


def _fields(kind: str, groups: dict[str, str]) -> dict[str, Any]:
    """The parsed form of one match: numbers for names, shifts for "last" and "next"."""
    word = {k: " ".join(v.lower().split()) for k, v in groups.items()}
    out: dict[str, Any] = {}
    if "y" in word or "y0" in word:
        out["year"] = int(word.get("y") or word["y0"])
    if "m" in word or "mm" in word:
        out["month"] = int(word["mm"]) if "mm" in word else MONTHS.index(word["m"][:3]) + 1
    if "rel" in word or "rel2" in word or "rely" in word:
        rel = word.get("rel") or word.get("rel2") or word.get("rely") or ""
        out["shift"] = _SHIFTS.get(rel)
        out["name"] = (
            rel if rel in ("that", "same", "the same", "the", "following", "previous", "preceding", "prior") else ""
        )
        if "rely" in word:
            out["direction"] = "year"  # "June of last year": the shift moves the year, not the month
    if kind in ("date", "iso"):
        days = [int(word[k]) for k in ("d", "d2") if k in word]
        out |= {"kind": "date", "day": days[0], "last_day": days[1] if len(days) > 1 else None}
    elif kind == "weekday":
        out["unit"] = word["w"][:3]
    elif kind == "dayword":
        out |= {"name": word["word"], "shift": _DAYWORDS.get(word["word"], 0)}
    elif kind in ("quarter", "half"):
        out |= {"kind": "quarter", "count": int(word["q"]) if "q" in word else ORDINALS[word["ord"]], "unit": kind}
    elif kind == "season":
        out["unit"] = word["season"].replace("autumn", "fall")
    elif kind == "year" and "y2" in word:
        last = int(word["y2"]) if len(word["y2"]) == 4 else out["year"] // 100 * 100 + int(word["y2"])
        if last < out["year"] and 1 <= int(word["y2"]) <= 12:  # "2022-11" is a month of that year
            out |= {"kind": "month", "month": int(word["y2"])}
        else:
            out["last_day"] = last  # a span of years keeps its last year here
    elif kind == "named":
        out["name"] = groups["name"]
    elif kind == "anaphor":
        out["name"] = word["word"]
    if kind in ("unit", "window", "offset", "duration", "edge") and "unit" in word:
        out["unit"] = {"centur": "century"}.get(word["unit"], word["unit"])
    if "edge" in word:
        out["part"] = _EDGES.get(word["edge"], word["edge"])
        out["count"] = {"day": 1.0, "week": 7.0, "fortnight": 14.0}.get(word.get("span", ""))
    if "dir" in word:
        out["direction"] = {"afterwards": "later", "afterward": "later", "from now": "hence", "prior": "earlier",
                            "previously": "earlier", "beforehand": "earlier"}.get(word["dir"], word["dir"])  # fmt: skip
        if word["dir"].startswith("prior") and word["dir"] != "prior":
            out["direction"] = "before"  # "two days prior to the vote"
    if kind == "unit" and out["unit"] not in ("weekend", "month") and (
        word["rel"] in ("past", "coming", "this past", "this coming")
    ):  # fmt: skip
        out |= {"kind": "window", "count": 1.0}  # "over the past week": seven days up to today, not Monday to Sunday
    if kind == "offset" and "n" not in word and re.match(r"the\b", groups["whole"], re.IGNORECASE):
        out["count"] = 1.0  # "the day before the rally"
    if "n" in word:
        number = word.get("n2") if word.get("n2", "") in NUMBERS or word.get("n2", "").isdecimal() else word["n"]
        out["count"] = NUMBERS.get(number or "", float(number) if number and number[0].isdecimal() else None)
        if kind == "window" and out["unit"] == "day" and number in ("a few", "few", "several"):
            out["count"] = _LESS_THAN_A_WEEK
    return out


def _join(text: str, times: list[TimeExpression]) -> list[TimeExpression]:
    """Merge neighbours that tell one time: "Monday, Nov. 14", "today at 10:30", "from June to late October"."""
    out: list[TimeExpression] = []
    for time in times:
        last = out[-1] if out else None
        joined = _joined(text, last, time) if last else None
        if joined is not None:
            out[-1] = joined
        else:
            out.append(time)
    return out


def _joined(text: str, a: TimeExpression, b: TimeExpression) -> TimeExpression | None:
    gap = text[a.span[1] : b.span[0]]
    whole: dict[str, Any] = {
        "start": a.start,
        "end": b.end,
        "span": (a.span[0], b.span[1]),
        "text": text[a.span[0] : b.span[1]],
    }
    if "\n" in gap or not _GAP.fullmatch(gap):
        return None
    gap = (gap.split() or [""])[0]
    tight = gap in ("", ",", "(")
    if tight and a.kind in ("weekday", "dayword") and b.kind in ("date", "weekday"):
        return replace(b, bound=a.bound or b.bound, part="", **whole)
    if tight and "clock" in (a.kind, b.kind) and {a.kind, b.kind} & {"weekday", "dayword", "date", "clock", "daypart"}:
        return replace(b if a.kind == "clock" else a, **whole)
    if tight and a.kind == "unit" and b.kind == "weekday" and a.shift == 0:
        return replace(b, **whole)
    dash = gap in ("-", "–", "—", "to", "through", "until", "till") or (not gap and b.bound in ("until", "through"))
    if gap == "and":
        dash = (
            a.kind == b.kind
            and a.bound != "by"
            and a.kind in ("date", "month", "year", "decade", "weekday", "quarter", "season")
        )
    if dash and a.kind in ("date", "month", "year", "decade", "weekday", "quarter", "season", "clock") and (
        b.kind in ("date", "month", "year", "decade", "weekday", "quarter", "season", "named", "dayword")
    ):  # fmt: skip
        year = b.year if a.year is None and a.kind in ("date", "month", "season") else a.year
        return replace(a, kind="range", other=replace(b, bound=""), name=a.kind, year=year, bound="", **whole)
    return None
