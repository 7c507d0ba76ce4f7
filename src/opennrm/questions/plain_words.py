"""Words that name nobody: the words of English, of the field, of days and months, of countries and languages.

The list of English words is Debian's wbritish-small (SCOWL; licence beside it); it has no names in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import resources

from opennrm.questions import lists
from opennrm.questions.list_changes import kept_with_lists

HARMLESS = frozenset(
    """i i'm i've i'd i'll uk eu ms nrm dtn british english welsh england wales scotland ireland northern britain united
    kingdom europe european europeans africa african africans asia asian asians western eastern south north east west
    home office police constable sergeant detective inspector officer national crime agency nhs border force helpline
    council social worker services service children children's adult safeguarding team government state embassy
    consulate court judge solicitor parliament act modern slavery referral mechanism duty to notify first responder
    salvation army red cross citizens advice jobcentre universal credit department work pensions hmrc dwp gp gps
    a&e ae cse cce ptsd hiv std gbh cctv dna id sim gps gbp usd pm am tv dvd atm vat paye esol asbo ukvi glaa nca msvcc
    icct ms1 ok covid monday tuesday wednesday thursday friday saturday sunday january february march april may june
    july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec christmas easter
    ramadan eid diwali mon tue tues wed thu thur thurs fri sat sun god bible quran koran allah jesus muslim christian
    catholic orthodox hindu sikh jewish buddhist roma traveller travellers internet online google facebook whatsapp
    instagram snapchat telegram tiktok twitter viber wechat uber airbnb gumtree xbox playstation iphone android wifi
    euro pound sterling cannabis trafficker channel mediterranean sahara balkans schengen heathrow gatwick
    mr mrs miss mx dr sir madam ltd plc a an the""".split()  # noqa: SIM905 - a list of words
)
"""Capitalised words that name no person, and no place small enough to point to one."""
ALSO_NAMES = frozenset(
    """bill billy bob buddy carol christian dale daisy dawn dean don drew duke earl faith flora frank gale gene glen
    grace grant guy hazel heath heather holly honey hunter iris ivy jack jasmine jean jewel jimmy joy kitty lance lee
    lily lucky marina mark mason matt melody mercy miles misty nick norm olive opal pansy pat patience patrick pearl
    penny peter pierce poppy prince princess ray rich rob robin rocky rod rose ruby rusty sandy sonny sunny sue ted
    terry tiger tony trinity victor viola violet wade wally warren wayne""".split()  # noqa: SIM905 - a list of words
)
"""English words that are people's names too: at the head of a sentence they are taken for names."""
NO_ENGLISH = frozenset(("maria", "jo", "ed", "al", "abbe", "sol", "mimi", "ma", "ana", "lama"))
"""In the list of English words, and far more often a name."""
OF_SAINTS = frozenset(
    """vincent helena lucia martin pierre maarten barthelemy thomas marino kitts chad jordan georgia christian juan
    mayen miquelon eustatius bonaire leone faso guinea marshall cook norfolk""".split()  # noqa: SIM905 - a list of words
)
"""Words of the names of countries that people are called by, too."""
ENDINGS = (
    *(("ies", "y"), ("ied", "y"), ("ier", "y"), ("iest", "y"), ("ily", "y"), ("es", ""), ("es", "e"), ("s", "")),
    *(("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e"), ("ly", ""), ("er", ""), ("er", "e"), ("est", "")),
    *(("est", "e"), ("ness", ""), ("less", ""), ("ful", "")),
)
SHORTEST_STEM = 3


def is_english(word: str) -> bool:
    """Whether a word in small letters is one of English, also with an ending or two: exploit-er-s."""
    if word in _english():
        return True
    once = list(stems(word))
    return any(stem in _english() for stem in (*once, *(further for stem in once for further in stems(stem))))


def is_harmless(word: str) -> bool:
    """Whether a folded word names nobody wherever it stands: of the field, the calendar, a country or a language."""
    return word in HARMLESS or word in _listed() or word.removesuffix("s") in HARMLESS


def is_a_place(word: str) -> bool:
    """Whether a folded word is a town of the United Kingdom: no name of a person, and yet it can point to one."""
    return word in _towns()


def stems(word: str) -> Iterator[str]:
    """What a word may come from, by its ending: carried from carry, stopped from stop, making from make."""
    for ending, instead in ENDINGS:
        bare = word.removesuffix(ending)
        if bare != word and len(bare) + len(instead) >= SHORTEST_STEM:
            yield bare + instead
            if not instead and len(bare) > SHORTEST_STEM and bare[-1] == bare[-2]:
                yield bare[:-1]


@cache
def _english() -> frozenset[str]:
    text = resources.files("opennrm.questions").joinpath("lists/english_words.txt").read_text(encoding="ascii")
    return frozenset(text.split()) - NO_ENGLISH


@kept_with_lists
def _listed() -> frozenset[str]:
    """The words of nationalities, countries, languages and regions: coded in the notification already, and no names."""
    listed = _words_of("nationalities", "overseas_countries", "languages", "uk_regions")
    # A nationality is written of one and of many.
    return (listed | {f"{word}s" for word in _words_of("nationalities")}) - OF_SAINTS


@kept_with_lists
def _towns() -> frozenset[str]:
    return frozenset(word for word in _words_of("uk_towns") if len(word) > SHORTEST_STEM) - _listed()


def _words_of(*names: str) -> frozenset[str]:
    return frozenset(
        word
        for name in names
        for entry in lists.entries(name).values()
        for folded in entry.folded
        for word in (*folded.split(), folded)
    )
