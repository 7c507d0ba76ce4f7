"""What is said of a file wherever it is listed: how large it is, whether it was scanned, and why there is no copy."""

from __future__ import annotations

from opennrm.evidence.opening import refusal_to_open
from opennrm.evidence.queries import FileRead
from opennrm.evidence.quotas import MB
from opennrm.evidence.sandbox import PROGRAMS

NO_COPIES = {
    "awaited": "A copy to look at is being made.",
    "no_sandbox": "No copy to look at: this installation cannot make one safely.",
    "failed": "No copy to look at could be made of it.",
}
NOT_SCANNED = "Not yet scanned for harmful software."


def size_in_words(size: int) -> str:
    """Bytes as people say them."""
    return f"{size / MB:.1f} MB" if size >= MB else f"{max(1, size // 1000)} kB"


def scan_in_words(file: FileRead) -> str:
    """Whether a file was scanned for harmful software, and what was found."""
    if file.scan == "clean":
        return "Scanned: nothing harmful was found."
    if file.scan == "found":
        return "Harmful software was found: nobody can open it."
    return NOT_SCANNED


def why_no_copy(file: FileRead) -> str:
    """Why no copy of a file can be given to anybody now; empty if one can."""
    refusal = refusal_to_open(file)
    if refusal is not None:
        return refusal.because
    if file.copy == "no_program":
        return f"No working copy could be made here, because the program {PROGRAMS[file.kind.key]} is not installed."
    return "" if file.copy == "made" else NO_COPIES[file.copy]
