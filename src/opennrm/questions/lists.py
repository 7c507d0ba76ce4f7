"""Long lists that answers choose from: nationalities, councils, police forces, towns, countries, languages.

Each entry has a code that is stored, a label that is shown, other names that a search finds, and where the source
knows them its dates and successors: one that has ended keeps its label for old answers and is no longer offered. A
place in the United Kingdom has the middle of it, to a kilometre, where that is known beyond doubt.
Whoever administers the mechanism adds entries and ends them (`list_changes`): what is kept of a list is kept with it.
Sources and licences of the data files stand in ATTRIBUTION.md.
"""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from importlib import resources
from sys import intern

import pycountry

from opennrm.questions.list_changes import ListChange, changed, kept_with_lists


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a list; `also` are its other names, `replaced_by` the codes of its successors.

    `at` is the latitude and longitude of a place, `was` the code of the town that it was called by before there were
    places: a bare name that several have.
    """

    code: str
    label: str
    also: tuple[str, ...] = ()
    kind: str = ""
    nation: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    replaced_by: tuple[str, ...] = ()
    gss_code: str = ""
    at: tuple[float, float] | None = None
    was: str = ""
    folded: tuple[str, ...] = field(default=(), repr=False, compare=False)

    def is_offered(self, on: date | None) -> bool:
        """Whether it stands on this day; without a day: whether it has no end."""
        if on is None:
            return self.ends_on is None
        return (self.starts_on is None or self.starts_on <= on) and (self.ends_on is None or on < self.ends_on)


INDICATORS = ("indicators_general", "indicators_of_children", "indicators_of_kinds")
IN_FILES = ("nationalities", "councils", "police_forces", "uk_towns", "uk_places", "uk_regions", *INDICATORS)
LIST_NAMES = (*IN_FILES, "overseas_countries", "languages")

LANGUAGES_BY_THREE_LETTERS = (
    *("prs", "haz", "ckb", "kmr", "syl", "phr", "hnd", "skr", "yue", "cmn", "nan", "hak", "wuu", "cdo"),
    *("rom", "aii", "arz", "apc", "apd", "acm", "ary", "aeb", "kri", "pcm", "bin", "efi", "urh"),
    *("tig", "wal", "sid", "ssw", "fuf", "kde", "mnk", "dyu", "mos", "ceb", "ilo", "hil", "bfi", "isg", "sco"),
)
"""Languages without a two-letter code that interpreters are asked for: Dari, Sorani, Sylheti, Cantonese, Edo..."""

NAMES_FOR_LANGUAGES = {
    "ckb": ("Kurdish Sorani",),
    "kmr": ("Kurdish Kurmanji",),
    "cmn": ("Mandarin",),
    "yue": ("Cantonese",),
    "prs": ("Dari",),
    "bfi": ("BSL",),
    "isg": ("ISL",),
    "pan": ("Punjabi",),
    "pus": ("Pashto",),
    "nan": ("Hokkien", "Taiwanese"),
    "cdo": ("Fuzhounese", "Foochow"),
    "fas": ("Farsi",),
    "ron": ("Moldovan",),
    "nep": ("Nepali",),
    "ori": ("Odia",),
    "swa": ("Swahili", "Kiswahili"),
}


def fold(text: str) -> str:
    """Text for comparing: no accents, no case, no punctuation, single blanks."""
    decomposed = unicodedata.normalize("NFKD", text.replace("&", " and "))
    letters = (character for character in decomposed if not unicodedata.combining(character))
    plain = "".join(character if character.isalnum() else "" if character in "'’" else " " for character in letters)
    return " ".join(plain.casefold().split())


@kept_with_lists
def entries(list_name: str) -> dict[str, Entry]:
    """Every entry of a list by code, ended ones too. Raises `KeyError` for a list that does not exist."""
    if list_name not in LIST_NAMES:
        raise KeyError(list_name)
    made = {"overseas_countries": _countries, "languages": _languages}.get(list_name)
    found = changed(list_name, made() if made else _from_file(list_name), _added)
    return {entry.code: entry for entry in sorted(found.values(), key=lambda entry: fold(entry.label))}


def offered(list_name: str, on: date | None = None) -> list[Entry]:
    """The entries that can be chosen on a day, by label."""
    return [entry for entry in entries(list_name).values() if entry.is_offered(on)]


def label(list_name: str, code: str) -> str:
    """The label of a code, ended or not; the code itself if the list has never held it."""
    entry = entries(list_name).get(code)
    return entry.label if entry else code


def matches(list_name: str, text: str, limit: int = 15, on: date | None = None) -> list[Entry]:
    """What a search finds: names that begin with the text first, then names with a word that does, then the rest."""
    return _best(offered(list_name, on), text, limit)


def matches_of_all(list_name: str, text: str, limit: int = 15) -> list[Entry]:
    """The same, also among entries that have ended."""
    return _best(entries(list_name).values(), text, limit)


def _best(among: Iterable[Entry], text: str, limit: int) -> list[Entry]:
    wanted = fold(text)
    if not wanted:
        return []
    ranked = [(_rank(entry, wanted), entry) for entry in among]
    found = sorted((pair for pair in ranked if pair[0] is not None), key=lambda pair: pair[0] or 0)
    return [entry for _rank_of_entry, entry in found[:limit]]


def entry_for(list_name: str, text: str, on: date | None = None) -> Entry | None:
    """The one entry meant by a code, a label or another name, written in any case; `None` if it is none or several."""
    by_code = entries(list_name).get(text.strip())
    if by_code and by_code.is_offered(on):
        return by_code
    wanted = fold(text)
    named = [entry for entry in _by_name(list_name).get(wanted, ()) if entry.is_offered(on)]
    by_label = [entry for entry in named if wanted == entry.folded[0]]
    meant = by_label or named
    return meant[0] if len(meant) == 1 else None


def now_called(list_name: str, code: str) -> str:
    """The code under which a list has what an earlier one had under this; the same, where nothing took its place."""
    return _now_called(list_name).get(code, code)


def successors(list_name: str, text: str, on: date | None = None) -> list[Entry]:
    """What stands today in place of an entry that has ended and is meant by this text."""
    wanted = fold(text)
    known = entries(list_name)
    found: list[Entry] = []
    waiting = [entry for entry in known.values() if wanted in entry.folded or entry.code == text.strip()]
    seen: set[str] = set()
    while waiting:
        entry = waiting.pop(0)
        if entry.is_offered(on):
            found.append(entry)
        elif entry.code not in seen:
            seen.add(entry.code)
            waiting += [known[code] for code in entry.replaced_by if code in known]
    return list(dict.fromkeys(found))


@kept_with_lists
def _by_name(list_name: str) -> dict[str, list[Entry]]:
    found: dict[str, list[Entry]] = {}
    for entry in entries(list_name).values():
        for name in dict.fromkeys(entry.folded):
            found.setdefault(name, []).append(entry)
    return found


@kept_with_lists
def _now_called(list_name: str) -> dict[str, str]:
    return {entry.was: entry.code for entry in entries(list_name).values() if entry.was}


def _rank(entry: Entry, wanted: str) -> int | None:
    if any(name == wanted for name in entry.folded):
        return 0
    if any(name.startswith(wanted) for name in entry.folded):
        return 1
    if any(f" {wanted}" in name for name in entry.folded):
        return 2
    return 3 if any(wanted in name for name in entry.folded) else None


def _from_file(list_name: str) -> Iterator[Entry]:
    path = resources.files("opennrm.questions").joinpath("lists", f"{list_name}.csv")
    for row in csv.DictReader(path.read_text(encoding="utf-8").splitlines()):
        also = _several(row.get("also"))
        yield Entry(
            code=row["code"],
            label=row["label"],
            also=also,
            kind=intern(row.get("kind") or ""),
            nation=intern(row.get("nation") or ""),
            starts_on=_day(row.get("starts_on")),
            ends_on=_day(row.get("ends_on")),
            replaced_by=_several(row.get("replaced_by")),
            gss_code=row.get("gss_code") or "",
            at=(float(row["latitude"]), float(row["longitude"])) if row.get("latitude") else None,
            was=row.get("was") or "",
            folded=tuple(fold(name) for name in (row["label"], *also)),
        )


# Both read the library's files for themselves: what it reads for everybody (8,000 languages) it keeps for ever.
def _countries() -> Iterator[Entry]:
    """Countries by ISO 3166 code, without the United Kingdom; Kosovo under the code in common use."""
    for country in pycountry.ExistingCountries(f"{pycountry.DATABASE_DIR}/iso3166-1.json"):
        if country.alpha_2 != "GB":
            names = [getattr(country, name, "") for name in ("common_name", "name", "official_name")]
            yield _named(country.alpha_2, [name for name in names if name])
    yield _named("XK", ["Kosovo"])


def _languages() -> Iterator[Entry]:
    """Languages by ISO 639-3 code: those with a two-letter code, and others that interpreters are asked for."""
    wanted = set(LANGUAGES_BY_THREE_LETTERS)
    for language in pycountry.Languages(f"{pycountry.DATABASE_DIR}/iso639-3.json"):
        living_with_two_letters = hasattr(language, "alpha_2") and language.type == "L"
        if living_with_two_letters or language.alpha_3 in wanted or language.alpha_3 in ("tgl", "fil"):
            yield _named(language.alpha_3, [language.name, *NAMES_FOR_LANGUAGES.get(language.alpha_3, ())])


def _named(code: str, names: list[str]) -> Entry:
    different = tuple(dict.fromkeys(names))
    return Entry(code=code, label=different[0], also=different[1:], folded=tuple(fold(name) for name in different))


def _added(change: ListChange) -> Entry:
    return Entry(
        code=change.code,
        label=change.label,
        also=change.also,
        kind=change.kind,
        nation=change.nation,
        starts_on=change.starts_on,
        folded=tuple(fold(name) for name in (change.label, *change.also)),
    )


def _several(text: str | None) -> tuple[str, ...]:
    return tuple(part for part in (text or "").split("|") if part)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
