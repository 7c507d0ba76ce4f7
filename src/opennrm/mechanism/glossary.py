"""The words of the field, and where a case can stand, each in a plain sentence with its source."""

from __future__ import annotations

from dataclasses import dataclass

from opennrm.mechanism.stages import Stage


@dataclass(frozen=True, slots=True)
class Word:
    """A word, what it means here, and the key of the source that uses it so."""

    word: str
    means: str
    source: str


WORDS = (
    Word(
        "National Referral Mechanism",
        "The framework for finding people who may be victims of modern slavery, deciding, and supporting them.",
        "TOOLKIT",
    ),
    Word(
        "modern slavery",
        "Human trafficking, and slavery, servitude, and forced or compulsory labour.",
        "TOOLKIT",
    ),
    Word(
        "first responder",
        "A person whose organisation may refer to the mechanism: police, councils, some charities and bodies.",
        "TOOLKIT",
    ),
    Word(
        "referral",
        "What a first responder sends about a person who may be a victim: with consent, or as a child.",
        "TOOLKIT",
    ),
    Word(
        "duty to notify",
        "The duty of some public bodies to tell of an adult victim who does not consent, without a name.",
        "S52",
    ),
    Word(
        "notification",
        "What is sent about an adult who does not consent to a referral; anonymous unless they agree to be named.",
        "S52",
    ),
    Word(
        "MS1",
        "The form on which a notification reaches the police.",
        "PQ125790",
    ),
    Word(
        "competent authority",
        "The body that decides whether a person is a victim.",
        "IECA-PQ",
    ),
    Word(
        "reasonable grounds",
        "The first decision: whether there are reasonable grounds to believe that a person is a victim.",
        "NABA60",
    ),
    Word(
        "conclusive grounds",
        "The second decision: whether the person is a victim, on the balance of probabilities.",
        "NABA60",
    ),
    Word(
        "second officer",
        "Somebody other than the author, who checks a decision before it is served.",
        "MAAP-END",
    ),
    Word(
        "countersignature",
        "A second officer's agreement to one text of a decision; it is void as soon as the text changes.",
        "house",
    ),
    Word("served", "Given effect: the decision is made known to whoever receives it, and its clocks begin.", "house"),
    Word(
        "recovery period",
        "The days after a positive first decision in which a person rests and is supported.",
        "NABA64",
    ),
    Word(
        "reconsideration",
        "Looking again at a negative decision, asked for by somebody entitled and within its time.",
        "RECON-ANNEX",
    ),
    Word(
        "consent",
        "What an adult agrees to, each thing for itself: being referred, support, contact with the police.",
        "TOOLKIT",
    ),
    Word(
        "age in doubt",
        "Nobody is sure that the person is an adult; they are treated as a child until it is known.",
        "TOOLKIT",
    ),
    Word(
        "safe address",
        "An address that somebody confirmed as safe to write to; to no other is anything posted.",
        "SEF-FILE",
    ),
    Word("target", "A time limit that is aimed at: passing it is shown, and stops nothing.", "house"),
    Word("bar", "A time limit that is not crossed unless somebody allows it and says why.", "house"),
    Word("profile", "The mechanism as it was, or is, between dates: its authorities, tests and time limits.", "house"),
    Word("event", "Something that happened, kept for ever in codes: never a name, never a person's words.", "house"),
    Word("refusal", "Why something may not be done: a reason that a person can act on, and its source.", "house"),
    Word(
        "representations",
        "What a support provider, a first responder or the person puts to the authority about recovery.",
        "SEF-MONITOR",
    ),
    Word(
        "move-on support",
        "Support after a positive second decision, so that recovery and move-on come to ninety days at least.",
        "UKAUTH19",
    ),
    Word(
        "independent review",
        "A look at a negative decision before it is served, by people who had no part in the case.",
        "MAAP-LUCAS",
    ),
    Word("stopped", "Of a letter that had not left: kept from leaving, for a reason that the history gives.", "house"),
    Word("receiving team", "The team of an authority to which its new cases come.", "house"),
    Word(
        "gross and net age",
        "The days since a case was received, and those of them on which no reply was waited for.",
        "house",
    ),
)

STAGES_MEAN = {
    Stage.TRIAGE: "The referral has come in, and its route is being sorted out.",
    Stage.REASONABLE_GROUNDS_PENDING: "The first decision is to be written.",
    Stage.RETURNED_FOR_INFORMATION: "More was asked of the first responder; the clock runs on.",
    Stage.REASONABLE_GROUNDS_BEFORE_PANEL: "A panel is to come to the first decision.",
    Stage.REASONABLE_GROUNDS_PANEL_DECIDED: "A panel came to the first decision, which is to be written down.",
    Stage.REASONABLE_GROUNDS_TO_CHECK: "The first decision waits for a second officer.",
    Stage.REASONABLE_GROUNDS_CHECKED: "The first decision was countersigned and is to be served.",
    Stage.REASONABLE_GROUNDS_UNDER_REVIEW: "Independent reviewers look at the first decision before it is served.",
    Stage.REASONABLE_GROUNDS_REVIEWED: "Independent reviewers looked at the first decision, which is to be served.",
    Stage.REASONABLE_GROUNDS_NEGATIVE: "The first decision was negative and was served.",
    Stage.REASONABLE_GROUNDS_RECONSIDERATION: "Somebody asked for the first decision to be looked at again.",
    Stage.SUSPENDED_BEFORE_REASONABLE_GROUNDS: "The person is missing, so the first decision waits.",
    Stage.RECOVERY: "The first decision was positive, and the recovery period runs.",
    Stage.CONCLUSIVE_GROUNDS_PENDING: "The recovery period is over, and the second decision is to be written.",
    Stage.CONCLUSIVE_GROUNDS_BEFORE_PANEL: "A panel is to come to the second decision.",
    Stage.CONCLUSIVE_GROUNDS_PANEL_DECIDED: "A panel came to the second decision, which is to be written down.",
    Stage.CONCLUSIVE_GROUNDS_TO_CHECK: "The second decision waits for a second officer.",
    Stage.CONCLUSIVE_GROUNDS_CHECKED: "The second decision was countersigned and is to be served.",
    Stage.CONCLUSIVE_GROUNDS_UNDER_REVIEW: "Independent reviewers look at the second decision before it is served.",
    Stage.CONCLUSIVE_GROUNDS_REVIEWED: "Independent reviewers looked at the second decision, which is to be served.",
    Stage.CONCLUSIVE_GROUNDS_POSITIVE: "The person was found to be a victim.",
    Stage.CONCLUSIVE_GROUNDS_NEGATIVE: "The second decision was negative and was served.",
    Stage.CONCLUSIVE_GROUNDS_RECONSIDERATION: "Somebody asked for the second decision to be looked at again.",
    Stage.SUSPENDED_BEFORE_CONCLUSIVE_GROUNDS: "The person is missing, so the second decision waits.",
    Stage.WITHDRAWN: "An adult left the mechanism.",
    Stage.CLOSED: "The case ended without a decision, for a coded reason.",
}
