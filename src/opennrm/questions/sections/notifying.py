"""Pages of the consent section about notifications: the offer of one, and one that was sent before a referral."""

from opennrm.questions.conditions import all_of, is_
from opennrm.questions.question import Choice, Kind, Page, Question
from opennrm.questions.sections.recurring import CONSENTS, WITHOUT_CONSENT, YES_NO, YES_NO_NOT_KNOWN

OFFERED_IN = is_("referrer_nation", "england", "wales")
"""Where the duty to notify exists. Source: Home Office Circular 025/2015."""
NOTIFIED = all_of(CONSENTS, is_("notified_before", "yes"))

OFFER = Page(
    slug="notify",
    title="A notification instead of a referral",
    only_if=all_of(WITHOUT_CONSENT, OFFERED_IN),
    text=(
        "Without consent no referral is made. In England and Wales you can notify the Home Office and the police that "
        "an adult may be a victim, without saying who they are. Public authorities such as the police and councils "
        "must. Other organisations may.",
        "A notification is not a referral: nothing is decided, and it opens no support.",
        "It names the person only if they agree to be named, which is asked next.",
    ),
    questions=(
        Question(
            key="will_notify",
            ask="Do you want to notify?",
            kind=Kind.RADIOS,
            called="answer about notifying",
            missing="Choose whether you want to notify",
            choices=(
                Choice("yes", "Yes, go on with a notification"),
                Choice(
                    "no",
                    "No",
                    hint="It was done already, or your organisation is not under the duty and does not want to.",
                ),
            ),
            data_class="S1",
            since=2,
        ),
    ),
)

NOTIFIED_BEFORE = Page(
    slug="notified-before",
    title="A notification before this referral",
    only_if=CONSENTS,
    questions=(
        Question(
            key="notified_before",
            ask="Was a notification sent about this person before they consented?",
            kind=Kind.RADIOS,
            called="answer about an earlier notification",
            missing="Choose whether a notification was sent before",
            choices=YES_NO_NOT_KNOWN,
            hint="Under the duty to notify in England and Wales, without a referral.",
            since=2,
        ),
        Question(
            key="notification_may_be_kept",
            ask="Does the person agree that its reference is kept with this referral?",
            kind=Kind.RADIOS,
            called="answer about keeping the reference of the notification",
            missing="Choose whether the person agrees that the reference is kept",
            choices=YES_NO,
            only_if=NOTIFIED,
            hint="It would say that what was notified is about them. Saying no changes nothing about the referral.",
            since=2,
        ),
        Question(
            key="notification_reference",
            ask="Reference of the notification",
            kind=Kind.TEXT,
            called="reference of the notification",
            only_if=all_of(NOTIFIED, is_("notification_may_be_kept", "yes")),
            hint="It stands on the receipt, for example DTN-7K3F-9QXD-2A.",
            max_length=40,
            since=2,
        ),
    ),
)
