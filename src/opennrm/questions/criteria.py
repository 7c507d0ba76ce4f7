"""What makes a referral strong, as the guidance for first responders says it: criteria as data, for a live checklist.

Each criterion looks at answers to questions, and some also at whether the words speak of what they should. None of
them is a condition of sending: a referral without any is still a referral. Source of them all: TOOLKIT, which tells
referrals of high quality from those of low; how each is counted from answers is an assumption of this product (own).
"""

from __future__ import annotations

from dataclasses import dataclass

ENOUGH_WORDS = 8
FEW_WORDS = 3
"""Fewer words than this tell little (own)."""
TIMES = frozenset(
    """january february march april may june july august september october november december jan feb mar apr jun jul
    aug sep sept oct nov dec spring summer autumn winter christmas easter year years month months week weeks day days
    yesterday today ago since until till after before when while monday tuesday wednesday thursday friday saturday
    sunday then later born age""".split()  # noqa: SIM905 - a list of words
)
"""Words by which a text says when something was; a year in digits says it too."""
DIFFERENCES = frozenset(
    """consistent consistently inconsistent inconsistency inconsistencies differ differs differed different difference
    differences contradict contradicts contradicted contradiction contradictions vary varies varied changed mistaken
    unclear conflicting confused interpreting interpreter trauma matches match coherent same""".split()  # noqa: SIM905
)
"""Words by which a text says whether parts of an account differ."""
LATENESS = frozenset(
    """late later lately sooner earlier delay delayed delays waited wait immediately promptly once straight first
    previously afraid fear feared fears ashamed shame trust trusted trauma threatened ready hesitated silent disclosed
    disclosure""".split()  # noqa: SIM905 - a list of words
)
"""Words by which a text says that somebody told of it late, or at once, and why."""
CONTEXT = TIMES | frozenset(
    """at in on by near with where there officer colleague nurse doctor teacher neighbour visit visited interview house
    flat shop farm site car station hospital school street home work""".split()  # noqa: SIM905 - a list of words
)
"""Words by which a text says when, where or by whom something was noticed."""


@dataclass(frozen=True, slots=True)
class Criterion:
    """One mark of a strong referral.

    `keys` are the questions it looks at; one that a journey does not ask does not count. `enough` asks their texts for
    `ENOUGH_WORDS`; `speaks_of` asks that one of these words, or a year, stands in one of them. `put_right` says what
    would meet it, `why` what it is good for. `also` are questions that nobody has to
    answer: an answer to one is enough.
    """

    code: str
    title: str
    why: str
    put_right: str
    keys: tuple[str, ...]
    enough: bool = False
    speaks_of: frozenset[str] = frozenset()
    also: tuple[str, ...] = ()
    source: str = "TOOLKIT"


CRITERIA = (
    Criterion(
        code="purpose",
        title="What the exploitation was",
        why="The definition has a purpose in it. Without one, nothing can be decided.",
        put_right="Choose the kinds of exploitation that you have reason to suspect.",
        keys=("exploitation_components",),
    ),
    Criterion(
        code="chronology",
        title="What happened in order, with times",
        why="Events in order, even with rough times, can be checked against other records.",
        put_right="Say when it began, went on and ended: a year, a season, or what else happened then.",
        keys=("exploitation_when", "exploitation_began", "what_keeps_them", "how_they_left"),
        speaks_of=TIMES,
    ),
    Criterion(
        code="detail",
        title="Detail of what happened, or why it is missing",
        why="A few general words could be about anybody, and are often found not to be enough.",
        put_right="Describe it in the person’s own words, or say why it is not known or was not asked.",
        keys=("exploitation_required", "treatment", "living_conditions"),
        enough=True,
    ),
    Criterion(
        code="indicators",
        title="Indicators",
        why="They are what others than the person can confirm.",
        put_right="Choose what you or others noticed, or that nothing was.",
        keys=("indicators_seen",),
    ),
    Criterion(
        code="context",
        title="Indicators in their context",
        why="A ticked list says little. When, where and who noticed something makes it evidence.",
        put_right="Say of each indicator when it was noticed, where, and by whom.",
        keys=("indicators_details",),
        also=("indicators",),
        enough=True,
        speaks_of=CONTEXT,
    ),
    Criterion(
        code="how_learnt",
        title="How you came to know",
        why="What the person told you, what you saw and what others said have different weight.",
        put_right="Say where and when you spoke, who was there, and with which interpreter.",
        keys=("how_learnt",),
    ),
    Criterion(
        code="judgement",
        title="Your professional judgement",
        why="Whoever decides has not met the person. You have.",
        put_right="Say why you think so, and what speaks against it.",
        keys=("professional_judgement",),
        enough=True,
    ),
    Criterion(
        code="differences",
        title="Parts that do not fit together, explained",
        why="A difference that nobody explains is often read as untrue. Trauma, fear and interpreting explain many.",
        put_right="Say whether parts of the account differ, and why that may be.",
        keys=("professional_judgement", "how_learnt"),
        speaks_of=DIFFERENCES,
        also=("account_doubted_because",),
    ),
    Criterion(
        code="late_disclosure",
        title="Why it was not told sooner",
        why="Many people tell late, out of fear or shame. Said here, it does not count against them.",
        put_right="Say whether they told of it late or at once, and why, if they said so.",
        keys=("professional_judgement", "how_learnt"),
        speaks_of=LATENESS,
        also=("why_told_now", "first_chance_in_words"),
    ),
    Criterion(
        code="contacts",
        title="Two people who can be asked",
        why="Questions come when you are on leave. Unanswered, they hold the decision up.",
        put_right="Give your own number, and a colleague or a mailbox of your team.",
        keys=("referrer_phone", "alternative_contact_email"),
    ),
    Criterion(
        code="evidence",
        title="Evidence",
        why="Most decisions that are looked at again change because evidence came later.",
        put_right="Say what there is and who holds it, or that there is none.",
        keys=("has_evidence", "evidence_described"),
    ),
)
