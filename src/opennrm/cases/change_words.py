"""What letters and notices say when something other than a decision happens to a case.

To an adult as "you"; about a child to who acts for them, as "they". Notices say what changed and what is asked of whom
they go to: never a name, an address, or the reasons of a decision.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from opennrm.mechanism.calendar import in_words
from opennrm.mechanism.interruptions import ClosingReason
from opennrm.mechanism.recovery import RepresentationOutcome
from opennrm.mechanism.serving import Audience, Change

WAYS = {
    "written": "in writing",
    "spoken_through_first_responder": "by word of mouth, through the organisation that referred {them}",
}
WHY_CLOSED = {
    ClosingReason.CONSENT_INVALID.value: "{You} had not validly agreed to be referred, so we may not go on.",
    ClosingReason.TURNED_18_WITHOUT_CONSENT.value: (
        "{You} turned 18. From then on the case goes on only with {your} consent, and we have none."
    ),
    ClosingReason.NOT_IN_JURISDICTION.value: "The case is not one that this mechanism can decide.",
    "out_of_scope": "What we were told of is not modern slavery as the law has it.",
}
ANSWERS = {
    "noted": "We have read what was said to us, and taken note of it.",
    "accepted": "We looked at what was said to us about more time, and agree.",
    "refused": "We looked at what was said to us about more time. The time stays as it is.",
}
SUPPORT_ENDS = (
    "Support that {you} have through the mechanism ends. {Your} support worker, or the organisation that referred "
    "{them}, can say when, and what other help there is."
)
AGAIN = "{You} can be referred again at any time: speak to the organisation that referred {them}."
CONSENT_TALK = (
    "Please explain to them, before their birthday, in a way that suits them and with an interpreter if they need one, "
    "what the mechanism is, what may follow, and that they may say no. Then tell us what they want. {forms}"
)

_SAID: dict[Change, tuple[str, str, str]] = {
    Change.RECOVERY_EXTENDED: (
        "The recovery period is longer",
        "We have made {your} recovery period longer. The second decision is not made before its last day.",
        "{Your} support goes on until then at least. After it we decide whether there are conclusive grounds.",
    ),
    Change.REPRESENTATIONS_ANSWERED: (
        "Our answer to what was said to us",
        "{answer}",
        "If there is more that we should know, tell us, or ask a support worker or a lawyer to tell us.",
    ),
    Change.CASE_WITHDRAWN: (
        "The case has been withdrawn",
        "{You} told us {way} that {you} want to leave the National Referral Mechanism. We have ended the case, and no "
        "decision will be made in it.",
        "If {you} did not say this, or change {your} mind, tell us or the organisation that referred {them}. " + AGAIN,
    ),
    Change.CASE_CLOSED: (
        "The case has been closed",
        "We have closed the case without a decision. {why}",
        "If {you} think that this is wrong, tell us, or ask a lawyer or a support worker to. " + AGAIN,
    ),
    Change.CASE_TRANSFERRED: (
        "Another authority now has the case",
        "The case has passed to the {authority}. Nothing else changes: the day on which it was received stays the "
        "same.",
        "The new authority decides. Write to it from now on, with the same reference.",
    ),
    Change.CASE_REOPENED: (
        "The case has been opened again",
        "The case had ended. We have opened it again, and it goes on.",
        "We tell {them} what we decide. Tell us, or ask somebody to tell us, anything that would help us decide.",
    ),
    Change.RECONSIDERATION_ACCEPTED: (
        "We will look at the decision again",
        "We were asked to look at the decision on {decision} again, and agree. It will be made afresh.",
        "Until then the earlier decision has no effect. We write again when the new decision is made.",
    ),
    Change.RECONSIDERATION_REFUSED: (
        "We will not look at the decision again",
        "We were asked to look at the decision on {decision} again. We do not find that we should: the decision "
        "stands.",
        "A lawyer can tell {them} whether there are other ways to challenge the decision, and how long {you} have.",
    ),
    Change.CONSENT_BEFORE_18: (
        "Consent is needed before the 18th birthday",
        "A child stays in the mechanism without being asked. From their 18th birthday{birthday} the case goes on only "
        "if they consent.",
        CONSENT_TALK,
    ),
    Change.TURNED_18: (
        "Consent is needed now",
        "The 18th birthday has passed{birthday}. The case goes on only with consent, and none is recorded.",
        "Please tell us whether {you} want to stay in the mechanism. {forms} Without an answer we cannot go on.",
    ),
    Change.DISQUALIFIED: (
        "Protection under the mechanism ends",
        "We have decided that {you} are disqualified from protection under the National Referral Mechanism. Another "
        "officer checked it. The decision on reasonable grounds stands. Our reasons:\n\n{reasons}",
        "If {you} think that this is wrong, a lawyer can tell {them} how to challenge it, and how long {you} have. "
        "Speak to one soon.",
    ),
}
_YOU = {"You": "You", "you": "you", "Your": "Your", "your": "your", "them": "you"}
_THEY = {"You": "They", "you": "they", "Your": "Their", "your": "their", "them": "them"}
_NO_SUPPORT_LEFT = frozenset({Change.CASE_WITHDRAWN, Change.CASE_CLOSED, Change.DISQUALIFIED})


def change_words(
    change: Change,
    *,
    about_a_child: bool,
    because: str = "",
    authority: str = "",
    decision: str = "",
    on: date | None = None,
    forms: str = "",
    reasons: str = "",
) -> dict[str, Any]:
    """The gaps of the letter about a change: `subject`, `what_happened`, `next_steps` and where it ends support.

    `because` is the code that comes with the change, `authority` the title of the one that takes over, `decision` the
    code of the one to be looked at again, `on` the 18th birthday, `forms` how consent may be given,
    `reasons` why somebody is disqualified.
    Source: SEF-MONITOR, SEF-WITHDRAW and TOOLKIT (support ends), RECON-ANNEX, TRANS26.
    """
    subject, what, after = _SAID[change]
    said = _THEY if about_a_child else _YOU
    gaps = {
        **said,
        "way": WAYS.get(because, "in writing").format(**said),
        "why": WHY_CLOSED.get(because, "").format(**said),
        "answer": ANSWERS.get(because, ANSWERS[RepresentationOutcome.NOTED.value]),
        "authority": authority or "other competent authority",
        "decision": decision.replace("_", " ") or "grounds",
        "birthday": f" ({in_words(on)})" if on else "",
        "forms": forms,
        "reasons": reasons,
    }
    words = {
        "subject": subject,
        "what_happened": what.format(**gaps).strip(),
        "next_steps": after.format(**gaps).strip(),
    }
    if change in _NO_SUPPORT_LEFT:
        words["support_explained"] = SUPPORT_ENDS.format(**said)
    return words


TO_EVERYBODY: Mapping[Change, str] = {
    Change.RECOVERY_EXTENDED: "The recovery period is longer. No second decision is made before its last day.",
    Change.REPRESENTATIONS_ANSWERED: "We have answered what was said to us about more time.",
    Change.CASE_SUSPENDED: "The person is missing, and the evidence does not suffice to decide. The case waits.",
    Change.CASE_RESUMED: "The case goes on where it stood.",
    Change.CASE_WITHDRAWN: "The person has left the mechanism. No decision will be made, and support through it ends.",
    Change.CASE_CLOSED: "The case was closed without a decision.",
    Change.CASE_TRANSFERRED: "Another authority has the case from now on. The day of receipt stays the same.",
    Change.CASE_REOPENED: "The case had ended. It has been opened again and goes on.",
    Change.RECONSIDERATION_ACCEPTED: "We were asked to look at a decision again, and will. It is made afresh.",
    Change.RECONSIDERATION_REFUSED: "We were asked to look at a decision again, and will not. The decision stands.",
    Change.CONSENT_BEFORE_18: "From the 18th birthday on, the case goes on only if the person consents.",
    Change.TURNED_18: "The 18th birthday has passed. The case goes on only with the person's consent.",
    Change.DISQUALIFIED: (
        "The person is disqualified from protection under the mechanism. The duty to support them, and the bar on "
        "removal, cease. Before support ends, look at what other help they need."
    ),
}
ASKED_OF: Mapping[tuple[Change, Audience], str] = {
    (Change.CASE_SUSPENDED, Audience.POLICE): (
        "Treat the person as a vulnerable missing person, and put a marker on the Police National Computer. Tell us at "
        "once when they are found. If they are in criminal proceedings, tell the prosecutor."
    ),
    (Change.CASE_SUSPENDED, Audience.FIRST_RESPONDER): (
        "If you know, or come to know, where the person is, tell the police and us. Send nothing to their last address."
    ),
    (Change.CASE_SUSPENDED, Audience.SUPPORT_PROVIDER): "If the person gets in touch with you, tell the police and us.",
    (Change.CASE_SUSPENDED, Audience.COUNCIL): "Follow your procedure for a missing child, and tell us what you find.",
    (Change.CASE_RESUMED, Audience.FIRST_RESPONDER): (
        "Tell the person when it is safe, and ask whether the way by which we write to them is still safe: until you "
        "tell us, we do not use it."
    ),
    (Change.CASE_RESUMED, Audience.POLICE): "If the person is marked as missing, look whether the marker can go.",
    (Change.CASE_WITHDRAWN, Audience.FIRST_RESPONDER): "If the person did not say this, tell us at once.",
    (Change.CASE_WITHDRAWN, Audience.SUPPORT_PROVIDER): "Tell the person when their support ends, and what else helps.",
    (Change.CONSENT_BEFORE_18, Audience.FIRST_RESPONDER): "Help with the conversation if you are asked to.",
    (Change.CONSENT_BEFORE_18, Audience.COUNCIL): (
        "Make sure that somebody whom the person trusts talks with them before the birthday, and tells us what they "
        "want."
    ),
    (Change.CONSENT_BEFORE_18, Audience.SUPPORT_PROVIDER): "Help with the conversation if you are asked to.",
    (Change.TURNED_18, Audience.FIRST_RESPONDER): "If the person told you what they want, tell us.",
    (Change.TURNED_18, Audience.COUNCIL): "If the person told you what they want, tell us.",
    (Change.TURNED_18, Audience.SUPPORT_PROVIDER): "If the person told you what they want, tell us.",
}
NOT_WRITTEN = "We have not written to the person. Tell them what has changed, if and when you can do so safely."


def notice_of_change_words(
    change: Change,
    parts: tuple[Audience, ...],
    *,
    reference: str,
    referred_on: date,
    happened_on: date,
    because: str = "",
    until_on: date | None = None,
    tell_the_person: bool = False,
) -> dict[str, Any]:
    """The gaps of the notice of a change to an agency: what changed, since when, and what is asked of it.

    `parts` are those it has in the case and is told this as: a force that referred is the police too.
    `tell_the_person` asks who referred to do so, where nobody may safely be written to. Source: SEF-SUSP for what is
    asked about a missing person, TRANS26 for the conversation about consent; the rest is own.
    """
    asked = [TO_EVERYBODY[change], *(ASKED_OF.get((change, part), "") for part in parts)]
    if tell_the_person and Audience.FIRST_RESPONDER in parts:
        asked.append(NOT_WRITTEN)
    words: dict[str, Any] = {
        "referral_reference": reference,
        "referred_on": referred_on.isoformat(),
        "change_name": change.words,
        "happened_on": happened_on.isoformat(),
        "next_steps": " ".join(part for part in asked if part),
    }
    if because:
        words["detail_name"] = because.replace("_", " ")
    if until_on is not None:
        words["until_on"] = until_on.isoformat()
    return words
