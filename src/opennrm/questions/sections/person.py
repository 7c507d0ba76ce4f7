"""Who the person is, and how to speak with them; nothing here is asked before it is allowed."""

from opennrm.questions.conditions import is_
from opennrm.questions.question import Choice, Kind, Page, Question, Section
from opennrm.questions.sections.recurring import MAY_BE_REFERRED, YES_NO, YES_NO_NOT_KNOWN

SECTION = Section(
    slug="person",
    title="The person",
    only_if=MAY_BE_REFERRED,
    pages=(
        Page(
            slug="name",
            title="The person’s name",
            questions=(
                Question(
                    key="first_name",
                    ask="First name",
                    kind=Kind.TEXT,
                    called="first name",
                    not_known=True,
                    data_class="S3",
                ),
                Question(
                    key="last_name",
                    ask="Last name or family name",
                    kind=Kind.TEXT,
                    called="last name",
                    not_known=True,
                    hint="If they use only one name, say so under “not known”.",
                    data_class="S3",
                ),
                Question(
                    key="other_names",
                    ask="Other names they use or have used",
                    kind=Kind.TEXT,
                    called="other names",
                    required=False,
                    max_length=1_000,
                    hint="Names at birth, nicknames, other spellings.",
                    because="It helps to recognise a person who was referred before under another spelling.",
                    data_class="S3",
                ),
            ),
        ),
        Page(
            slug="date-of-birth",
            title="Date of birth",
            questions=(
                Question(
                    key="date_of_birth",
                    ask="What is their date of birth?",
                    kind=Kind.DATE,
                    called="date of birth",
                    past=True,
                    not_known=True,
                    hint="For example, 27 3 1998. The date they give is enough; do not ask for proof.",
                    data_class="S3",
                ),
            ),
        ),
        Page(
            slug="gender",
            title="Gender",
            questions=(
                Question(
                    key="gender",
                    ask="How does the person describe their gender?",
                    kind=Kind.RADIOS,
                    called="gender",
                    choices=(
                        Choice("female", "Female"),
                        Choice("male", "Male"),
                        Choice("another", "In another way"),
                        Choice("not_known", "Not known, or they prefer not to say"),
                    ),
                ),
            ),
        ),
        Page(
            slug="nationality",
            title="Nationality",
            questions=(
                Question(
                    key="nationality",
                    ask="What is their nationality?",
                    kind=Kind.LOOKUP,
                    called="nationality",
                    list_name="nationalities",
                    not_known=True,
                    hint="Choose “Stateless” if no country counts them as its citizen.",
                ),
                Question(
                    key="second_nationality",
                    ask="Do they have a second nationality?",
                    kind=Kind.LOOKUP,
                    called="second nationality",
                    list_name="nationalities",
                    required=False,
                ),
            ),
        ),
        Page(
            slug="language",
            title="Language and communication",
            questions=(
                Question(
                    key="interpreter_needed",
                    ask="Do they need an interpreter?",
                    kind=Kind.RADIOS,
                    called="answer about needing an interpreter",
                    missing="Choose whether they need an interpreter",
                    choices=YES_NO,
                    hint="Including a sign language interpreter.",
                ),
                Question(
                    key="interpreter_language",
                    ask="Into which language?",
                    kind=Kind.LOOKUP,
                    called="language of the interpreter",
                    list_name="languages",
                    only_if=is_("interpreter_needed", "yes"),
                ),
                Question(
                    key="communication_help",
                    ask="Do they need other help to communicate?",
                    kind=Kind.RADIOS,
                    called="answer about other help to communicate",
                    missing="Choose whether they need other help to communicate",
                    choices=YES_NO_NOT_KNOWN,
                    hint="For example large print, easy read, somebody to read aloud, breaks, a woman to speak to.",
                ),
                Question(
                    key="communication_help_details",
                    ask="What help?",
                    kind=Kind.TEXTAREA,
                    called="help they need to communicate",
                    only_if=is_("communication_help", "yes"),
                    max_length=2_000,
                    rows=3,
                    data_class="S3",
                ),
            ),
        ),
        Page(
            slug="home-office-reference",
            title="Home Office reference",
            questions=(
                Question(
                    key="has_home_office_reference",
                    ask="Do they have a Home Office reference number?",
                    kind=Kind.RADIOS,
                    called="answer about a Home Office reference",
                    missing="Choose whether they have a Home Office reference number",
                    choices=YES_NO_NOT_KNOWN,
                    hint="For example of an asylum claim or a visa. Having none makes no difference.",
                ),
                Question(
                    key="home_office_reference",
                    ask="Which number?",
                    kind=Kind.TEXT,
                    called="Home Office reference number",
                    only_if=is_("has_home_office_reference", "yes"),
                ),
            ),
        ),
    ),
)
