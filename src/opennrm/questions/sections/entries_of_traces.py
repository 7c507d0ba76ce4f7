"""Lists of what can be searched and linked: vehicles, phones and names online."""

from __future__ import annotations

from opennrm.questions.conditions import is_
from opennrm.questions.question import Choice, Kind, Page
from opennrm.questions.sections.recurring import entries, list_page, may_be_told, yes_or_no

WHOSE = (
    Choice("exploiters", "Of those who exploited them"),
    Choice("held_for_them", "The person’s, held or used by others"),
    Choice("theirs", "The person’s own"),
    Choice("others", "Of somebody else"),
    Choice("not_known", "Not known"),
)

_VEHICLE = (
    may_be_told(
        "vehicle_registration",
        "Registration number",
        Kind.TEXT,
        "registration number of the vehicle",
        max_length=40,
        hint="A part of it helps too.",
    ),
    may_be_told(
        "vehicle_kind",
        "What kind of vehicle?",
        Kind.SELECT,
        "kind of the vehicle",
        choices=(
            Choice("car", "Car"),
            Choice("van", "Van or minibus"),
            Choice("lorry", "Lorry"),
            Choice("motorcycle", "Motorcycle or moped"),
            Choice("caravan", "Caravan"),
            Choice("boat", "Boat"),
            Choice("other", "Another"),
            Choice("not_known", "Not known"),
        ),
    ),
    may_be_told("vehicle_make", "Make and model", Kind.TEXT, "make of the vehicle"),
    may_be_told("vehicle_colour", "Colour", Kind.TEXT, "colour of the vehicle", max_length=60),
    may_be_told("vehicle_in_words", "Who used it, and for what?", Kind.TEXTAREA, "use of the vehicle"),
)

_PHONE = (
    may_be_told(
        "phone_number",
        "Phone number",
        Kind.PHONE,
        "number of the phone",
        hint="With the code of its country if not UK.",
    ),
    may_be_told(
        "phone_in_part",
        "If only a part is known",
        Kind.TEXT,
        "known part of the number",
        max_length=60,
        hint="For example “ends in 047”.",
    ),
    may_be_told("phone_whose", "Whose is it?", Kind.RADIOS, "answer about whose phone it is", choices=WHOSE),
    may_be_told("phone_in_words", "Who used it, and for what?", Kind.TEXTAREA, "use of the phone"),
)

_ONLINE_NAME = (
    may_be_told(
        "online_name",
        "Name, address or handle",
        Kind.TEXT,
        "name online",
        required=True,
        max_length=500,
        hint="Exactly as it stands there.",
    ),
    may_be_told(
        "online_where",
        "On which site, app or game?",
        Kind.TEXT,
        "site or app of the name",
        hint="Also of advertisements.",
    ),
    may_be_told("online_whose", "Whose is it?", Kind.RADIOS, "answer about whose name it is", choices=WHOSE),
    may_be_told("online_in_words", "What was it used for?", Kind.TEXTAREA, "use of the name online"),
)

VEHICLES = list_page(
    "vehicles",
    "Vehicles",
    entries("vehicles", "Vehicles", "vehicle", _VEHICLE),
    only_if=is_("vehicles_told", "yes"),
)
PHONES = list_page("phones", "Phones", entries("phones", "Phones", "phone", _PHONE), only_if=is_("phones_told", "yes"))
ONLINE_NAMES = list_page(
    "online-names",
    "Names online",
    entries("online_names", "Names online", "name online", _ONLINE_NAME),
    only_if=is_("online_names_told", "yes"),
)


GATE = Page(
    slug="what-can-be-traced",
    title="People, vehicles, phones and names online",
    text=("Each yes leads to a short list. What you told in your own words need not be told again.",),
    questions=(
        yes_or_no(
            "exploiters_told",
            "Can you describe any of those who exploited them, one by one?",
            "answer about describing exploiters",
        ),
        yes_or_no("vehicles_told", "Is a vehicle known?", "answer about vehicles"),
        yes_or_no("phones_told", "Is a phone number known that played a part?", "answer about phones"),
        yes_or_no(
            "online_names_told", "Is a name, profile or advertisement online known?", "answer about names online"
        ),
    ),
)
