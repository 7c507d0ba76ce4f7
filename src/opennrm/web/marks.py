"""The marks by which parts of a record are held back, as forms ask for them."""

from __future__ import annotations

from opennrm.mechanism.redaction import Mark

MARKS = (
    (Mark.THIRD_PARTY.value, "It is about somebody else"),
    (Mark.SOURCE.value, "It could tell who gave information"),
    (Mark.MEDICAL.value, "It is about health"),
    (Mark.LEGAL_PRIVILEGE.value, "It is advice of a lawyer"),
    (Mark.SAFE_ADDRESS.value, "It could tell where somebody is safe"),
    (Mark.NOT_SHARED.value, "The person asked not to share it"),
)
WORDS = dict(MARKS)
AT_ENTRY = "Must it be held back when something of this record leaves?"
NOTHING = "No, as far as I know"
WHOSE = "Whose names? (optional)"
WHOSE_HINT = "With commas between, also other spellings. They are taken out of everything that leaves."
