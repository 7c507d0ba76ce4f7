"""Who receives the decision, and by which way that is safe.

A letter in the wrong hands can put a person in danger: each way is confirmed as safe, or there is none yet and the
decision goes to the first responder to pass on.
"""

from opennrm.questions.conditions import any_of, is_
from opennrm.questions.question import Choice, Kind, Page, Question, Section
from opennrm.questions.sections.recurring import IS_ADULT, MAY_BE_REFERRED, TREATED_AS_CHILD

THROUGH_SOMEBODY = any_of(is_("decision_to", "somebody_else"), TREATED_AS_CHILD)

SECTION = Section(
    slug="safe-contact",
    title="Safe contact",
    only_if=MAY_BE_REFERRED,
    pages=(
        Page(
            slug="who-receives-the-decision",
            title="Who receives the decision",
            questions=(
                Question(
                    key="decision_to",
                    ask="Who should receive the decision?",
                    kind=Kind.RADIOS,
                    called="person who receives the decision",
                    choices=(
                        Choice("person", "The person themselves"),
                        Choice("somebody_else", "Somebody else, with their permission"),
                    ),
                    only_if=IS_ADULT,
                ),
                Question(
                    key="child_decision_to",
                    ask="Who should receive the decision for the child?",
                    kind=Kind.RADIOS,
                    called="person who receives the decision for the child",
                    choices=(
                        Choice("council", "The council that looks after them"),
                        Choice("representative", "A guardian, solicitor or other representative"),
                    ),
                    only_if=TREATED_AS_CHILD,
                    because="A decision is never sent to a child directly.",
                ),
                Question(
                    key="decision_contact_name",
                    ask="Their name",
                    kind=Kind.TEXT,
                    called="name of who receives the decision",
                    only_if=THROUGH_SOMEBODY,
                ),
                Question(
                    key="decision_contact_relation",
                    ask="Their role, or relation to the person",
                    kind=Kind.TEXT,
                    called="role of who receives the decision",
                    hint="For example solicitor, support worker, social worker.",
                    only_if=THROUGH_SOMEBODY,
                ),
                Question(
                    key="decision_contact_permission",
                    ask="Permission",
                    kind=Kind.CHECKBOXES,
                    called="permission to send the decision to somebody else",
                    missing="Confirm that the person gave permission, or choose the person themselves",
                    choices=(Choice("recorded", "The person allowed this, and I have written down when and how"),),
                    only_if=is_("decision_to", "somebody_else"),
                ),
            ),
        ),
        Page(
            slug="safe-ways",
            title="Safe ways to send the decision",
            text=(
                "Think of who opens the post or the phone. Never give the address of a safe house: use the office of "
                "the support provider or a solicitor instead.",
            ),
            questions=(
                Question(
                    key="decision_by",
                    ask="How can the decision be sent safely?",
                    kind=Kind.CHECKBOXES,
                    called="ways to send the decision",
                    missing="Choose how the decision can be sent safely, or that there is no safe way yet",
                    choices=(
                        Choice("email", "By e-mail"),
                        Choice("post", "By post"),
                        Choice("no_safe_way_yet", "There is no safe way yet", alone=True),
                    ),
                ),
                Question(
                    key="no_safe_way_details",
                    ask="What stands in the way, and when might that change?",
                    kind=Kind.TEXTAREA,
                    called="explanation of why there is no safe way yet",
                    required=False,
                    max_length=2_000,
                    rows=3,
                    only_if=is_("decision_by", "no_safe_way_yet"),
                    hint="The decision will come to you, to pass on.",
                ),
            ),
        ),
        Page(
            slug="decision-by-email",
            title="E-mail address for the decision",
            text=(
                "A decision is never put into an e-mail. The address is used to arrange, without saying what about, "
                "how the letter can be handed over safely.",
            ),
            only_if=is_("decision_by", "email"),
            questions=(
                Question(
                    key="decision_email",
                    ask="E-mail address for the decision",
                    kind=Kind.EMAIL,
                    called="e-mail address for the decision",
                    data_class="S3",
                ),
                Question(
                    key="decision_email_safe",
                    ask="Is it safe?",
                    kind=Kind.CHECKBOXES,
                    called="confirmation that the e-mail address is safe",
                    missing="Confirm that the e-mail address is safe, or go back and choose another way",
                    choices=(Choice("confirmed", "Nobody who could harm the person can read this mailbox"),),
                ),
            ),
        ),
        Page(
            slug="decision-by-post",
            title="Postal address for the decision",
            only_if=is_("decision_by", "post"),
            questions=(
                Question(
                    key="decision_address",
                    ask="Postal address for the decision",
                    kind=Kind.ADDRESS,
                    called="address for the decision",
                    data_class="S3",
                ),
                Question(
                    key="decision_post_safe",
                    ask="Is it safe?",
                    kind=Kind.CHECKBOXES,
                    called="confirmation that the address is safe",
                    missing="Confirm that the address is safe, or go back and choose another way",
                    choices=(Choice("confirmed", "Nobody who could harm the person opens the post there"),),
                ),
                Question(
                    key="decision_address_exploited",
                    ask="Was the person exploited at this address?",
                    kind=Kind.RADIOS,
                    called="answer about exploitation at the address",
                    missing="Choose whether the person was exploited at this address",
                    choices=(Choice("no", "No"), Choice("yes", "Yes"), Choice("not_known", "Not known")),
                    because="Nothing may be sent to where somebody was exploited.",
                    since=2,
                ),
            ),
        ),
    ),
)
