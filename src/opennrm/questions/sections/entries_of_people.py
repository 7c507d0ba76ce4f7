"""Lists of people: those who exploited, others who may be victims, and professionals who have a part in it."""

from __future__ import annotations

from opennrm.questions.conditions import is_
from opennrm.questions.question import Choice, Kind
from opennrm.questions.sections.recurring import YES_NO_NOT_KNOWN, entries, list_page, may_be_told

GENDERS = (
    Choice("female", "Female"),
    Choice("male", "Male"),
    Choice("another", "Described in another way"),
    Choice("not_known", "Not known"),
)
ABOUT = "As far as is known: “about 40”."

_EXPLOITER = (
    may_be_told("exploiter_name", "Name", Kind.TEXT, "name of this exploiter", hint="As the person knows them."),
    may_be_told("exploiter_other_names", "Nicknames and other names", Kind.TEXT, "other names of this exploiter"),
    may_be_told(
        "exploiter_part",
        "What did they do?",
        Kind.CHECKBOXES,
        "part of this exploiter",
        choices=(
            Choice("recruited", "Recruited or promised"),
            Choice("moved", "Moved, met or drove them"),
            Choice("kept", "Housed, watched or controlled them"),
            Choice("used", "Made them work, or gained from it"),
            Choice("hurt", "Threatened or hurt them"),
            Choice("other", "Something else"),
            Choice("not_known", "Not known", alone=True),
        ),
    ),
    may_be_told(
        "exploiter_relation",
        "How do they stand to the person?",
        Kind.SELECT,
        "relation of this exploiter",
        choices=(
            Choice("partner", "Partner or former partner"),
            Choice("relative", "Family"),
            Choice("friend", "Friend or acquaintance"),
            Choice("employer", "Employer or agent"),
            Choice("landlord", "Landlord"),
            Choice("gang", "Gang or group"),
            Choice("official", "Somebody in office"),
            Choice("stranger", "Stranger"),
            Choice("other", "Another"),
            Choice("not_known", "Not known"),
        ),
    ),
    may_be_told("exploiter_gender", "Gender", Kind.RADIOS, "gender of this exploiter", choices=GENDERS),
    may_be_told("exploiter_age", "Age", Kind.TEXT, "age of this exploiter", hint=ABOUT, max_length=60),
    may_be_told(
        "exploiter_nationality", "Nationality", Kind.LOOKUP, "nationality of this exploiter", list_name="nationalities"
    ),
    may_be_told(
        "exploiter_in_uk",
        "Are they in the UK now?",
        Kind.RADIOS,
        "answer about this exploiter being in the UK",
        choices=YES_NO_NOT_KNOWN,
    ),
    may_be_told(
        "exploiter_where",
        "Where do they live, work or go?",
        Kind.TEXT,
        "whereabouts of this exploiter",
        max_length=500,
    ),
    may_be_told("exploiter_in_words", "Anything more about them", Kind.TEXTAREA, "account of this exploiter"),
)

_OTHER_VICTIM = (
    may_be_told("victim_name", "Name", Kind.TEXT, "name of this person", hint="As the person knows them."),
    may_be_told("victim_gender", "Gender", Kind.RADIOS, "gender of this person", choices=GENDERS),
    may_be_told("victim_age", "Age", Kind.TEXT, "age of this person", hint=ABOUT, max_length=60),
    may_be_told(
        "victim_nationality", "Nationality", Kind.LOOKUP, "nationality of this person", list_name="nationalities"
    ),
    may_be_told(
        "victim_still_there",
        "Are they still in the situation?",
        Kind.RADIOS,
        "answer about this person still being there",
        choices=YES_NO_NOT_KNOWN,
        hint="If they are in danger now, ring 999.",
    ),
    may_be_told(
        "victim_reference",
        "Reference, if they were referred",
        Kind.TEXT,
        "reference of the referral of this person",
        max_length=60,
    ),
    may_be_told("victim_in_words", "Anything more about them", Kind.TEXTAREA, "account of this person"),
)

_PROFESSIONAL = (
    may_be_told("professional_name", "Name", Kind.TEXT, "name of this professional"),
    may_be_told(
        "professional_organisation", "Organisation", Kind.TEXT, "organisation of this professional", required=True
    ),
    may_be_told("professional_role", "Role", Kind.TEXT, "role of this professional"),
    may_be_told(
        "professional_phone", "Phone number at work", Kind.PHONE, "phone number of this professional", data_class="S2"
    ),
    may_be_told(
        "professional_email",
        "E-mail address at work",
        Kind.EMAIL,
        "e-mail address of this professional",
        data_class="S2",
    ),
    may_be_told("professional_part", "What do they do for the person?", Kind.TEXTAREA, "part of this professional"),
)

EXPLOITERS = list_page(
    "each-exploiter",
    "Each who exploited them",
    entries("exploiters", "Each who exploited them", "exploiter", _EXPLOITER),
    only_if=is_("exploiters_told", "yes"),
    text=("Leave out what you do not know. Nobody is to be pressed to name anybody.",),
)
OTHER_VICTIMS = list_page(
    "each-other-victim",
    "Others who may be victims",
    entries("other_victims", "Others who may be victims", "other person", _OTHER_VICTIM),
    only_if=is_("other_victims_known", "yes"),
    text=("This refers nobody else: each adult is asked for their own consent, and each child has a referral.",),
)
PROFESSIONALS = list_page(
    "each-professional",
    "Other professionals",
    entries("professionals", "Other professionals", "professional", _PROFESSIONAL),
    only_if=is_("professionals_involved", "yes"),
)
