"""Flags of a case, so that whoever opens it sees what must not be overlooked: a coded list, never a text."""

from __future__ import annotations

from enum import StrEnum


class Flag(StrEnum):
    """What can be said of a case by a flag. The words are ours; where a document asks to mind it, it is named below."""

    DETAINED = "detained"
    CRIMINAL_PROCEEDINGS = "criminal_proceedings"
    ASYLUM_CLAIM = "asylum_claim"
    DEPENDANTS = "dependants"
    RETRAFFICKED = "retrafficked"
    EXPLOITED_AS_A_CHILD = "exploited_as_a_child"
    NEEDS_INTERPRETER = "needs_interpreter"
    AT_RISK = "at_risk"
    AGE_DISPUTED = "age_disputed"

    @property
    def words(self) -> str:
        """How a page names it."""
        return WORDS[self]

    @property
    def source(self) -> str:
        """The key of the document that asks to mind it, or `own`."""
        return _SOURCES.get(self, "own")


WORDS = {
    Flag.DETAINED: "Detained",
    Flag.CRIMINAL_PROCEEDINGS: "Criminal proceedings (section 45)",
    Flag.ASYLUM_CLAIM: "Asylum claim",
    Flag.DEPENDANTS: "Dependants",
    Flag.RETRAFFICKED: "Exploited again",
    Flag.EXPLOITED_AS_A_CHILD: "Adult exploited as a child",
    Flag.NEEDS_INTERPRETER: "Needs an interpreter",
    Flag.AT_RISK: "At risk now",
    Flag.AGE_DISPUTED: "Age disputed",
}
_SOURCES = {
    Flag.DEPENDANTS: "PROMPT26",
    Flag.EXPLOITED_AS_A_CHILD: "PROMPT26",
    Flag.NEEDS_INTERPRETER: "PROMPT26",
    Flag.AT_RISK: "PROMPT26",
}
"""The prompt sheet asks these of the first responder; that the others matter to whoever decides is our assumption."""
