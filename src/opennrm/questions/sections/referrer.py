"""Who makes the referral and how to reach them; their organisation follows from the account they signed in with."""

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
