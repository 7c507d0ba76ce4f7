"""Who the person of a named notification is, and how the police can reach them; asked only with their consent to it."""

from opennrm.questions.conditions import is_
from opennrm.questions.question import Choice, Kind, Page, Question, Section
from opennrm.questions.sections.recurring import NAMED, may_be_told

SECTION = Section(
    slug="notified-person",
    title="The person, by name",
    only_if=NAMED,
    pages=(
        Page(
            slug="notified-name",
            title="The person’s name",
            questions=(
                Question(
                    key="notified_first_name",
                    ask="First name, as it may be passed on",
                    kind=Kind.TEXT,
                    called="first name to be notified",
                    not_known=True,
                    data_class="S3",
                    since=2,
                ),
                Question(
                    key="notified_last_name",
                    ask="Last name or family name, as it may be passed on",
                    kind=Kind.TEXT,
                    called="last name to be notified",
                    not_known=True,
                    data_class="S3",
                    since=2,
                ),
                Question(
                    key="notified_date_of_birth",
                    ask="Date of birth, if it may be passed on",
                    kind=Kind.DATE,
                    called="date of birth to be notified",
                    past=True,
                    required=False,
                    data_class="S3",
                    since=2,
                ),
                may_be_told(
                    "notified_other_names",
                    "Other names, if they may be passed on",
                    Kind.TEXT,
                    "other names to be notified",
                    max_length=1_000,
                ),
                may_be_told(
                    "notified_second_nationality",
                    "Second nationality, if they have one",
                    Kind.LOOKUP,
                    "second nationality to be notified",
                    list_name="nationalities",
                    data_class="S1",
                ),
            ),
        ),
        Page(
            slug="notified-contact",
            title="How the police can reach them",
            questions=(
                Question(
                    key="notified_contact",
                    ask="How can the police reach them safely?",
                    kind=Kind.RADIOS,
                    called="way to reach them safely",
                    choices=(
                        Choice("phone", "By phone"),
                        Choice("email", "By e-mail"),
                        Choice("post", "By post"),
                        Choice("through_me", "Only through me"),
                    ),
                    hint="A way that nobody who could harm them sees.",
                    since=2,
                ),
                Question(
                    key="notified_phone",
                    ask="Phone number on which they can be reached safely",
                    kind=Kind.PHONE,
                    called="phone number of the person",
                    only_if=is_("notified_contact", "phone"),
                    data_class="S3",
                    since=2,
                ),
                Question(
                    key="notified_email",
                    ask="E-mail address at which they can be reached safely",
                    kind=Kind.EMAIL,
                    called="e-mail address of the person",
                    only_if=is_("notified_contact", "email"),
                    data_class="S3",
                    since=2,
                ),
                Question(
                    key="notified_address",
                    ask="Address at which they can be written to safely",
                    kind=Kind.ADDRESS,
                    called="address of the person",
                    hint="Where nobody who could harm them opens the post. Never the address of a safe house.",
                    only_if=is_("notified_contact", "post"),
                    data_class="S3",
                    since=3,
                ),
            ),
        ),
    ),
)
