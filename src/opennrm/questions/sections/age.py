"""Whether the person is under 18, which decides the whole journey; and whether they were when they were exploited."""

from opennrm.questions.question import Choice, Kind, Page, Question, Section
from opennrm.questions.sections.recurring import IS_ADULT, TREATED_AS_CHILD, YES_NO_NOT_KNOWN

SECTION = Section(
    slug="age",
    title="Age",
    pages=(
        Page(
            slug="age",
            title="The person’s age",
            questions=(
                Question(
                    key="age_answer",
                    ask="Is the person under 18 today?",
                    kind=Kind.RADIOS,
                    called="answer about being under 18",
                    missing="Choose whether the person is under 18 today",
                    choices=(
                        Choice("under_18", "Yes, under 18"),
                        Choice("adult", "No, 18 or over"),
                        Choice("not_sure", "Not sure", hint="They are treated as a child until their age is decided."),
                    ),
                    because="A child is referred without being asked for consent; an adult only with it.",
                ),
                Question(
                    key="under_18_during_exploitation",
                    ask="Were they under 18 at any time while they were exploited?",
                    kind=Kind.RADIOS,
                    called="answer about being under 18 during the exploitation",
                    missing="Choose whether they were under 18 at any time while they were exploited",
                    choices=YES_NO_NOT_KNOWN,
                    only_if=IS_ADULT,
                    because="What was done to a child is weighed and counted differently.",
                ),
            ),
        ),
        Page(
            slug="council-contacted",
            title="The council you have told",
            only_if=TREATED_AS_CHILD,
            warning="Tell children’s social care first. This referral does not replace a safeguarding referral.",
            text=("In Northern Ireland, give the Health and Social Care Trust.",),
            questions=(
                Question(
                    key="council_contacted",
                    ask="Which council have you told about the child?",
                    kind=Kind.LOOKUP,
                    called="council you have told",
                    list_name="councils",
                    hint="The council whose area the child is in now.",
                    because="The council keeps the child safe, and receives the decision with them.",
                ),
                Question(
                    key="council_contact_name",
                    ask="Who did you speak to there?",
                    kind=Kind.TEXT,
                    called="name of the person at the council",
                    required=False,
                ),
                Question(
                    key="council_phone",
                    ask="Phone number there",
                    kind=Kind.PHONE,
                    called="phone number at the council",
                ),
                Question(
                    key="council_email",
                    ask="E-mail address there",
                    kind=Kind.EMAIL,
                    called="e-mail address at the council",
                    required=False,
                ),
            ),
        ),
    ),
)
