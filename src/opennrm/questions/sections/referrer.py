"""Where whoever refers works, which decides what can be sent; their organisation follows from their account."""

from opennrm.questions.question import Choice, Kind, Page, Question, Section

SECTION = Section(
    slug="referrer",
    title="About you",
    pages=(
        Page(
            slug="your-nation",
            title="Where you work",
            questions=(
                Question(
                    key="referrer_nation",
                    ask="In which nation is your place of work?",
                    kind=Kind.RADIOS,
                    called="nation you work in",
                    choices=(
                        Choice("england", "England"),
                        Choice("wales", "Wales"),
                        Choice("scotland", "Scotland"),
                        Choice("northern_ireland", "Northern Ireland"),
                    ),
                    because="Time limits, support and the duty to notify differ between the nations.",
                    data_class="S1",
                ),
            ),
        ),
    ),
)
