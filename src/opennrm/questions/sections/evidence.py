"""What evidence there is, described in words; files are added beside the referral."""

from opennrm.questions.conditions import is_
from opennrm.questions.question import TEXT_LIMIT, Kind, Page, Question, Section
from opennrm.questions.sections.recurring import MAY_BE_REFERRED, YES_NO

SECTION = Section(
    slug="evidence",
    title="Evidence",
    only_if=MAY_BE_REFERRED,
    pages=(
        Page(
            slug="evidence",
            title="Evidence",
            questions=(
                Question(
                    key="has_evidence",
                    ask="Is there evidence that supports this referral?",
                    kind=Kind.RADIOS,
                    called="answer about evidence",
                    missing="Choose whether there is evidence that supports this referral",
                    choices=YES_NO,
                    hint="A referral without documents is complete. You can add evidence after sending.",
                ),
                Question(
                    key="evidence_described",
                    ask="What is it, and who holds it?",
                    kind=Kind.TEXTAREA,
                    called="description of the evidence",
                    only_if=is_("has_evidence", "yes"),
                    max_length=TEXT_LIMIT,
                    data_class="S3",
                ),
                Question(
                    key="anything_else",
                    ask="Is there anything else that the decision maker should know?",
                    kind=Kind.TEXTAREA,
                    called="anything else",
                    required=False,
                    max_length=TEXT_LIMIT,
                    rows=4,
                    data_class="S3",
                ),
            ),
        ),
    ),
)
