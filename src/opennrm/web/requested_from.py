"""From where a browser says that it asks: other sites get pages for people who follow a link, and nothing else.

`Sec-Fetch-Site` and its neighbours are set by browsers and cannot be set by scripts
(https://www.w3.org/TR/fetch-metadata/). A browser that sends none is protected by the headers of the answer.
"""

from __future__ import annotations

from django.http import HttpRequest

ELSEWHERE = frozenset({"cross-site", "same-site"})
FILES = frozenset(
    {
        "consistency_csv",
        "figures_csv",
        "letter",
        "letter_preview",
        "letter_to_us",
        "notification_form",
        "notification_receipt",
        "post_batch_pdf",
        "received_form",
        "referral_letter",
        "referral_receipt",
        "request_sheet",
        "sitting_calendar",
    }
)
"""The names of the addresses that give files to keep: these are opened from our own pages only."""
FROM_ELSEWHERE = "Files are opened from the pages of this service only. Sign in, and follow the link there."


def is_refused(request: HttpRequest, name: str | None) -> bool:
    """Take a request and the name of the address it is for; say whether it is refused for where it comes from."""
    if request.headers.get("Sec-Fetch-Site") not in ELSEWHERE:
        return False
    follows_a_link = (
        request.headers.get("Sec-Fetch-Mode") == "navigate"
        and request.headers.get("Sec-Fetch-Dest") == "document"
        and request.method == "GET"
    )
    return not follows_a_link or name in FILES
