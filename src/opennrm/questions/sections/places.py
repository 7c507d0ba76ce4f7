"""Where it happened, and roughly where the person is now; the exact address of a safe place is never asked."""

from opennrm.questions.conditions import is_
from opennrm.questions.question import Choice, Kind, Page, Question, Section
from opennrm.questions.sections.entries_of_exploitation import PLACES
from opennrm.questions.sections.recurring import MAY_BE_REFERRED, may_be_told, yes_or_no

SECTION = Section(
    slug="places",
    title="Places",
    only_if=MAY_BE_REFERRED,
    pages=(
        Page(
            slug="where-it-happened",
            title="Where it happened",
            questions=(
                Question(
                    key="exploitation_where",
                    ask="Where were they exploited?",
                    kind=Kind.RADIOS,
                    called="answer about where it happened",
                    missing="Choose where they were exploited",
                    choices=(
                        Choice("uk", "In the UK"),
                        Choice("overseas", "Overseas"),
                        Choice("uk_and_overseas", "In the UK and overseas"),
                        Choice("not_known", "Not known"),
                    ),
                ),
                yes_or_no(
                    "places_told",
                    "Can you describe single places, such as a house, a shop or a farm?",
                    "answer about describing single places",
                    hint="A yes leads to a list of places.",
                ),
            ),
        ),
        Page(
            slug="places-in-the-uk",
            title="Places in the UK",
            only_if=is_("exploitation_where", "uk", "uk_and_overseas"),
            questions=(
                Question(
                    key="exploitation_uk_towns",
                    ask="In which cities, towns or villages?",
                    kind=Kind.LOOKUP,
                    called="towns or cities where it happened",
                    list_name="uk_places",
                    many=10,
                    not_known=True,
                ),
                Question(
                    key="exploitation_uk_details",
                    ask="Anything more about the places",
                    kind=Kind.TEXTAREA,
                    called="details of the places in the UK",
                    required=False,
                    max_length=5_000,
                    rows=4,
                    hint="Addresses, landmarks, what the place looked like.",
                    data_class="S3",
                ),
            ),
        ),
        Page(
            slug="countries-overseas",
            title="Countries overseas",
            only_if=is_("exploitation_where", "overseas", "uk_and_overseas"),
            questions=(
                Question(
                    key="exploitation_countries",
                    ask="In which countries?",
                    kind=Kind.LOOKUP,
                    called="countries where it happened",
                    list_name="overseas_countries",
                    many=10,
                    not_known=True,
                ),
                may_be_told(
                    "exploitation_overseas_details",
                    "Anything more about the places overseas",
                    Kind.TEXTAREA,
                    "details of the places overseas",
                    hint="Towns, regions, addresses, what the place looked like.",
                ),
            ),
        ),
        PLACES,
        Page(
            slug="staying-now",
            title="Where the person is now",
            warning="Do not give the address of a safe house or refuge here.",
            questions=(
                Question(
                    key="staying_town",
                    ask="In or near which town are they staying?",
                    kind=Kind.LOOKUP,
                    called="town they are staying in",
                    list_name="uk_places",
                    not_known=True,
                ),
                Question(
                    key="staying_region",
                    ask="In which region?",
                    kind=Kind.LOOKUP,
                    called="region they are staying in",
                    list_name="uk_regions",
                    not_known=True,
                    because="Support is arranged by region.",
                ),
            ),
        ),
    ),
)
