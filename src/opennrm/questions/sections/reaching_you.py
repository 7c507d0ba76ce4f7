"""How to reach whoever refers; asked only once it is certain that what they send may hold a name.

An anonymous notification holds no phone number or name of anybody, and so not of those who send it either.
"""

from opennrm.questions.conditions import any_of
from opennrm.questions.question import Kind, Page, Question, Section
from opennrm.questions.sections.recurring import MAY_BE_REFERRED, NAMED, may_be_told

SECTION = Section(
    slug="reaching-you",
    title="How to reach you",
    only_if=any_of(MAY_BE_REFERRED, NAMED),
    pages=(
        Page(
            slug="your-role",
            title="Your role and phone number",
            questions=(
                Question(
                    key="referrer_role",
                    ask="What is your role?",
                    kind=Kind.TEXT,
                    called="role you work in",
                    missing="Enter your role, such as detective constable or social worker",
                    autocomplete="organization-title",
                    data_class="S1",
                ),
                Question(
                    key="referrer_phone",
                    ask="On which phone number can a caseworker reach you?",
                    kind=Kind.PHONE,
                    called="phone number a caseworker can reach you on",
                    hint="A work number.",
                    autocomplete="tel",
                ),
                may_be_told(
                    "own_reference",
                    "Your own reference",
                    Kind.TEXT,
                    "your own reference",
                    only_if=MAY_BE_REFERRED,
                    max_length=60,
                    hint="By which you find it in your records. It must not be the person’s name.",
                    data_class="S2",
                ),
            ),
        ),
        Page(
            slug="somebody-else-to-ask",
            title="Somebody else we can ask",
            text=(
                "Give a colleague or a shared mailbox of your team, so that questions are answered when you are away.",
            ),
            questions=(
                Question(
                    key="alternative_contact_name",
                    ask="Name of the colleague or team",
                    kind=Kind.TEXT,
                    called="name of the colleague or team",
                    required=False,
                ),
                Question(
                    key="alternative_contact_email",
                    ask="E-mail address of the colleague or team",
                    kind=Kind.EMAIL,
                    called="e-mail address of the colleague or team",
                ),
            ),
        ),
    ),
)
