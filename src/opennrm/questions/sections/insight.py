"""What a professional saw and makes of it: indicators, how they learnt of it, their judgement."""

from opennrm.questions.conditions import is_
from opennrm.questions.question import TEXT_LIMIT, Choice, Kind, Page, Question, Section
from opennrm.questions.sections.entries_of_indicators import OBSERVATIONS
from opennrm.questions.sections.entries_of_people import PROFESSIONALS
from opennrm.questions.sections.recurring import MAY_BE_REFERRED, may_be_told, yes_or_no

NOTICED = is_(
    "indicators_seen",
    *("movement_controlled", "cannot_leave", "others_speak", "papers_held", "phone_held", "threats"),
    *("injuries", "debt", "pay_withheld", "long_hours", "lives_at_work", "does_not_know_address"),
    *("fearful", "found_at_scene", "missing_episodes", "unexplained_goods", "older_associates", "other"),
)

SECTION = Section(
    slug="insight",
    title="What you saw and think",
    only_if=MAY_BE_REFERRED,
    pages=(
        Page(
            slug="indicators",
            title="Indicators",
            questions=(
                Question(
                    key="indicators_seen",
                    ask="Which of these did you or others notice?",
                    kind=Kind.CHECKBOXES,
                    called="indicators that were noticed",
                    missing="Choose the indicators that were noticed, or that none was",
                    choices=(
                        Choice("movement_controlled", "Their movements were controlled or watched"),
                        Choice("cannot_leave", "They could not leave"),
                        Choice("others_speak", "Others spoke for them"),
                        Choice("papers_held", "Somebody else held their papers"),
                        Choice("phone_held", "Somebody else held or checked their phone"),
                        Choice("threats", "They or their family were threatened"),
                        Choice("injuries", "Injuries, or signs of violence or neglect"),
                        Choice("debt", "A debt to those who brought or employ them"),
                        Choice("pay_withheld", "Little or no pay, or pay into somebody else’s account"),
                        Choice("long_hours", "Very long hours, or no days off"),
                        Choice("lives_at_work", "They lived where they worked"),
                        Choice("does_not_know_address", "They did not know where they lived or worked"),
                        Choice("fearful", "They were afraid, withdrawn or seemed coached"),
                        Choice("found_at_scene", "Found where drugs, theft, begging or selling sex took place"),
                        Choice("missing_episodes", "They go missing, or are found far from home"),
                        Choice("unexplained_goods", "Phones, cash, clothes or tickets they cannot explain"),
                        Choice("older_associates", "Older people around them who control them"),
                        Choice("other", "Something else"),
                        Choice("none", "None was noticed", alone=True),
                    ),
                    hint="Not seeing an indicator does not count against the person.",
                    data_class="S3",
                ),
                Question(
                    key="indicators_details",
                    ask="Describe what was noticed: when, where and by whom",
                    kind=Kind.TEXTAREA,
                    called="description of the indicators",
                    only_if=NOTICED,
                    max_length=TEXT_LIMIT,
                    data_class="S3",
                ),
                yes_or_no(
                    "observations_told",
                    "Can you say of single signs who noticed them, and when?",
                    "answer about single observations",
                    only_if=NOTICED,
                ),
            ),
        ),
        OBSERVATIONS,
        Page(
            slug="your-judgement",
            title="Your professional judgement",
            questions=(
                Question(
                    key="how_learnt",
                    ask="How did you learn of this?",
                    kind=Kind.TEXTAREA,
                    called="account of how you learnt of this",
                    max_length=TEXT_LIMIT,
                    rows=5,
                    hint="Where and when you spoke, who was there, with which interpreter; or who told you.",
                    data_class="S3",
                ),
                Question(
                    key="professional_judgement",
                    ask="Why do you think that the person may be a victim?",
                    kind=Kind.TEXTAREA,
                    called="reasons for your judgement",
                    max_length=TEXT_LIMIT,
                    hint="Say what supports it and what does not. If parts of the account differ, or came late, "
                    "say why that may be: trauma, fear, interpreting.",
                    because="The person who decides has not met them: you have.",
                    data_class="S3",
                ),
                yes_or_no(
                    "account_doubted",
                    "Is there something that makes you doubt the account?",
                    "answer about doubts of the account",
                    hint="Parts that differ are common after trauma, and are no sign of dishonesty by themselves.",
                ),
                may_be_told(
                    "account_doubted_because",
                    "What is it, and how may it be explained?",
                    Kind.TEXTAREA,
                    "reasons to doubt the account",
                    only_if=is_("account_doubted", "yes"),
                    max_length=TEXT_LIMIT,
                ),
            ),
        ),
        Page(
            slug="other-professionals",
            title="Other professionals",
            questions=(
                yes_or_no(
                    "professionals_involved",
                    "Are other professionals or organisations involved?",
                    "answer about other professionals",
                    hint="For example a social worker, solicitor, doctor, support worker or police officer.",
                ),
                may_be_told(
                    "professionals_in_words",
                    "Who, and what do they do?",
                    Kind.TEXTAREA,
                    "account of other professionals",
                    only_if=is_("professionals_involved", "yes"),
                    max_length=TEXT_LIMIT,
                    hint="You can give each by themselves on the next page.",
                ),
            ),
        ),
        PROFESSIONALS,
    ),
)
