"""What a notification tells: why there is no referral, gender, nationality, the exploitation, and the police force.

All of it is coded and asked of every notification; no town and no date, which could identify somebody together with
the rest. The little that is said in words is asked under other keys in an anonymous notification than in a named one,
so that words typed for one never come to stand in the other.
"""

from opennrm.questions.conditions import Condition, all_of, is_
from opennrm.questions.exploitation import COMPONENTS
from opennrm.questions.question import Choice, Kind, Page, Question, Section
from opennrm.questions.sections.recurring import ANONYMOUS, NAMED, NOTIFIES, YES_NO, YES_NO_NOT_KNOWN

WORDS_LIMIT = 5_000
REFUSED = all_of(NOTIFIES, is_("consent_to_referral", "refused"))
NOBODY_IS_NAMED = (
    "This notification is anonymous. Write nothing by which anybody could be recognised: no name, address, phone "
    "number, e-mail address, workplace or exact day."
)

ABOUT = (
    "how it began, journeys, what they had to do, how they were treated and lived, what kept them there or how they "
    "left, when they last had contact, why they tell now, what you or others noticed and think of it, other victims, "
    "and what may come"
)
"""What the official form asks question by question of a notification, told here in words."""


def _coded(
    key: str,
    ask: str,
    called: str,
    choices: tuple[Choice, ...],
    *,
    kind: Kind = Kind.RADIOS,
    hint: str = "",
    only_if: Condition | None = None,
) -> Question:
    return Question(
        key=key,
        ask=ask,
        kind=kind,
        called=called,
        choices=choices,
        hint=hint,
        only_if=only_if,
        data_class="S1",
        since=2,
    )


def _words(key: str, ask: str, called: str, only_if: Condition, *, required: bool = True, hint: str = "") -> Question:
    return Question(
        key=key,
        ask=ask,
        kind=Kind.TEXTAREA,
        called=called,
        only_if=only_if,
        required=required,
        hint=hint,
        max_length=WORDS_LIMIT,
        rows=6,
        data_class="S3",
        since=2,
    )


REASONS = (
    Choice("immigration_consequences", "They fear what it could mean for their immigration status"),
    Choice("fear_of_authorities", "They do not trust or are afraid of the authorities"),
    Choice("fear_of_exploiters", "They are afraid of those who exploited them"),
    Choice("fear_for_others", "They are afraid for their family or others"),
    Choice("does_not_see_themselves_so", "They do not see themselves as a victim"),
    Choice("no_benefit", "They see no benefit in it"),
    Choice("wants_to_move_on", "They want to put it behind them"),
    Choice("feels_safe", "They feel safe now"),
    Choice("not_understood", "They were not told, or did not understand, what it is"),
    Choice("shame", "Shame, or what others would think"),
    Choice("other", "Another reason"),
    Choice("not_given", "They gave no reason", alone=True),
)
"""The reasons that responders and the Home Office's own counts report, and shame and fear for others (assumed)."""

SECTION = Section(
    slug="notified-facts",
    title="What is notified",
    only_if=NOTIFIES,
    pages=(
        Page(
            slug="why-no-referral",
            title="Why there is no referral",
            only_if=REFUSED,
            questions=(
                _coded(
                    "refusal_reasons",
                    "Why does the person not consent to a referral?",
                    "reasons for refusing",
                    REASONS,
                    kind=Kind.CHECKBOXES,
                    hint="Choose all that they gave. They need not give any.",
                ),
                _words(
                    "refusal_in_words",
                    "Their reasons in words, without anything that identifies anybody",
                    "reasons in general words",
                    ANONYMOUS,
                    required=False,
                ),
                _words("named_refusal_in_words", "Their reasons in words", "reasons in words", NAMED, required=False),
            ),
        ),
        Page(
            slug="notified-gender-and-nationality",
            title="Gender and nationality",
            questions=(
                _coded(
                    "notified_gender",
                    "Which gender is notified?",
                    "gender to be notified",
                    (
                        Choice("female", "Female"),
                        Choice("male", "Male"),
                        Choice("another", "Described in another way"),
                        Choice("not_known", "Not known, or they prefer not to say"),
                    ),
                ),
                _coded(
                    "notified_nationality_known",
                    "Is their nationality known?",
                    "answer about knowing their nationality",
                    YES_NO,
                ),
                Question(
                    key="notified_nationality",
                    ask="Which nationality is notified?",
                    kind=Kind.LOOKUP,
                    called="nationality to be notified",
                    list_name="nationalities",
                    only_if=is_("notified_nationality_known", "yes"),
                    data_class="S1",
                    since=2,
                ),
            ),
        ),
        Page(
            slug="notified-exploitation",
            title="The exploitation",
            questions=(
                _coded(
                    "notified_exploitation",
                    "What kinds of exploitation do you have reason to suspect?",
                    "kinds of exploitation to be notified",
                    tuple(
                        Choice(each.code, each.label, each.hint, alone=each.code == "not_known") for each in COMPONENTS
                    ),
                    kind=Kind.CHECKBOXES,
                    hint="Choose all that apply. You need not be sure.",
                ),
                _coded(
                    "notified_where",
                    "Where did it happen?",
                    "answer about where they were exploited",
                    (
                        Choice("uk", "In the UK"),
                        Choice("overseas", "Overseas"),
                        Choice("uk_and_overseas", "In the UK and overseas"),
                        Choice("not_known", "Not known"),
                    ),
                ),
                _coded(
                    "notified_still_in_situation",
                    "Does it still go on?",
                    "answer about whether it still goes on",
                    YES_NO_NOT_KNOWN,
                ),
            ),
        ),
        Page(
            slug="notified-what-happened",
            title="What happened, without names",
            only_if=ANONYMOUS,
            warning=NOBODY_IS_NAMED,
            questions=(
                _words(
                    "notified_what_happened",
                    "What happened, without anything that identifies anybody?",
                    "account of what happened in general words",
                    ANONYMOUS,
                    hint=f"In general words: {ABOUT}.",
                ),
            ),
        ),
        Page(
            slug="named-what-happened",
            title="What happened to them",
            only_if=NAMED,
            questions=(
                _words(
                    "named_what_happened",
                    "What happened, as far as they agree that it is passed on?",
                    "account of what happened",
                    NAMED,
                    hint=f"Their background, {ABOUT}; also when and where, who was involved and where those are, and "
                    "in which town the person is.",
                ),
            ),
        ),
        Page(
            slug="notified-police",
            title="The police",
            questions=(
                _coded(
                    "notified_cooperates",
                    "Would the person talk to the police or other authorities?",
                    "answer about talking to the police",
                    YES_NO_NOT_KNOWN,
                    hint="Whatever the answer, it does not name them.",
                ),
                _coded(
                    "notified_reported_before",
                    "Was it reported to the police before this notification?",
                    "answer about a report to the police before",
                    YES_NO_NOT_KNOWN,
                ),
                _coded(
                    "notified_place_known",
                    "Is it known in which police force’s area it happened?",
                    "answer about the police force’s area",
                    YES_NO,
                    hint="In England or Wales.",
                ),
                Question(
                    key="notified_place_force",
                    ask="In which force’s area did it happen?",
                    kind=Kind.LOOKUP,
                    called="police force of the place",
                    list_name="police_forces",
                    only_if=is_("notified_place_known", "yes"),
                    data_class="S1",
                    since=2,
                ),
                Question(
                    key="notified_chosen_force",
                    ask="Which force should receive the notification?",
                    kind=Kind.LOOKUP,
                    called="police force to receive the notification",
                    list_name="police_forces",
                    only_if=is_("notified_place_known", "no"),
                    hint="For example the force where you work.",
                    data_class="S1",
                    since=2,
                ),
            ),
        ),
    ),
)
