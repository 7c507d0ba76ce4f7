"""The names of where a case can stand, and of what moves it."""

from __future__ import annotations

from enum import StrEnum


class Stage(StrEnum):
    """Where a case stands."""

    TRIAGE = "triage"
    REASONABLE_GROUNDS_PENDING = "reasonable_grounds_pending"
    RETURNED_FOR_INFORMATION = "returned_for_information"
    REASONABLE_GROUNDS_BEFORE_PANEL = "reasonable_grounds_before_panel"
    REASONABLE_GROUNDS_PANEL_DECIDED = "reasonable_grounds_panel_decided"
    REASONABLE_GROUNDS_TO_CHECK = "reasonable_grounds_to_check"
    REASONABLE_GROUNDS_CHECKED = "reasonable_grounds_checked"
    REASONABLE_GROUNDS_UNDER_REVIEW = "reasonable_grounds_under_review"
    REASONABLE_GROUNDS_REVIEWED = "reasonable_grounds_reviewed"
    REASONABLE_GROUNDS_NEGATIVE = "reasonable_grounds_negative"
    REASONABLE_GROUNDS_RECONSIDERATION = "reasonable_grounds_reconsideration"
    SUSPENDED_BEFORE_REASONABLE_GROUNDS = "suspended_before_reasonable_grounds"
    RECOVERY = "recovery"
    CONCLUSIVE_GROUNDS_PENDING = "conclusive_grounds_pending"
    CONCLUSIVE_GROUNDS_BEFORE_PANEL = "conclusive_grounds_before_panel"
    CONCLUSIVE_GROUNDS_PANEL_DECIDED = "conclusive_grounds_panel_decided"
    CONCLUSIVE_GROUNDS_TO_CHECK = "conclusive_grounds_to_check"
    CONCLUSIVE_GROUNDS_CHECKED = "conclusive_grounds_checked"
    CONCLUSIVE_GROUNDS_UNDER_REVIEW = "conclusive_grounds_under_review"
    CONCLUSIVE_GROUNDS_REVIEWED = "conclusive_grounds_reviewed"
    CONCLUSIVE_GROUNDS_POSITIVE = "conclusive_grounds_positive"
    CONCLUSIVE_GROUNDS_NEGATIVE = "conclusive_grounds_negative"
    CONCLUSIVE_GROUNDS_RECONSIDERATION = "conclusive_grounds_reconsideration"
    SUSPENDED_BEFORE_CONCLUSIVE_GROUNDS = "suspended_before_conclusive_grounds"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"

    @property
    def words(self) -> str:
        """How a sentence names it."""
        return self.value.replace("_", " ")


class Move(StrEnum):
    """What can be done to a case that changes where it stands, or whose it is."""

    ACCEPT = "accept"
    REFER_DIRECTLY = "refer_directly"
    ASK_FOR_INFORMATION = "ask_for_information"
    RECEIVE_INFORMATION = "receive_information"
    PUT_BEFORE_PANEL_REASONABLE_GROUNDS = "put_before_panel_reasonable_grounds"
    TAKE_FROM_PANEL_REASONABLE_GROUNDS = "take_from_panel_reasonable_grounds"
    DECIDE_BY_PANEL_REASONABLE_GROUNDS = "decide_by_panel_reasonable_grounds"
    PUT_FORWARD_REASONABLE_GROUNDS = "put_forward_reasonable_grounds"
    TAKE_BACK_REASONABLE_GROUNDS = "take_back_reasonable_grounds"
    RETURN_REASONABLE_GROUNDS = "return_reasonable_grounds"
    COUNTERSIGN_REASONABLE_GROUNDS = "countersign_reasonable_grounds"
    CHANGE_REASONABLE_GROUNDS = "change_reasonable_grounds"
    SEND_FOR_REVIEW_REASONABLE_GROUNDS = "send_for_review_reasonable_grounds"
    ACCEPT_IN_REVIEW_REASONABLE_GROUNDS = "accept_in_review_reasonable_grounds"
    SEND_BACK_IN_REVIEW_REASONABLE_GROUNDS = "send_back_in_review_reasonable_grounds"
    SERVE_POSITIVE_REASONABLE_GROUNDS = "serve_positive_reasonable_grounds"
    SERVE_NEGATIVE_REASONABLE_GROUNDS = "serve_negative_reasonable_grounds"
    END_RECOVERY = "end_recovery"
    PUT_BEFORE_PANEL_CONCLUSIVE_GROUNDS = "put_before_panel_conclusive_grounds"
    TAKE_FROM_PANEL_CONCLUSIVE_GROUNDS = "take_from_panel_conclusive_grounds"
    DECIDE_BY_PANEL_CONCLUSIVE_GROUNDS = "decide_by_panel_conclusive_grounds"
    PUT_FORWARD_CONCLUSIVE_GROUNDS = "put_forward_conclusive_grounds"
    TAKE_BACK_CONCLUSIVE_GROUNDS = "take_back_conclusive_grounds"
    RETURN_CONCLUSIVE_GROUNDS = "return_conclusive_grounds"
    COUNTERSIGN_CONCLUSIVE_GROUNDS = "countersign_conclusive_grounds"
    CHANGE_CONCLUSIVE_GROUNDS = "change_conclusive_grounds"
    SEND_FOR_REVIEW_CONCLUSIVE_GROUNDS = "send_for_review_conclusive_grounds"
    ACCEPT_IN_REVIEW_CONCLUSIVE_GROUNDS = "accept_in_review_conclusive_grounds"
    SEND_BACK_IN_REVIEW_CONCLUSIVE_GROUNDS = "send_back_in_review_conclusive_grounds"
    SERVE_POSITIVE_CONCLUSIVE_GROUNDS = "serve_positive_conclusive_grounds"
    SERVE_NEGATIVE_CONCLUSIVE_GROUNDS = "serve_negative_conclusive_grounds"
    REQUEST_RECONSIDERATION = "request_reconsideration"
    ACCEPT_RECONSIDERATION = "accept_reconsideration"
    REFUSE_RECONSIDERATION = "refuse_reconsideration"
    SUSPEND = "suspend"
    RESUME = "resume"
    TRANSFER = "transfer"
    WITHDRAW = "withdraw"
    CLOSE = "close"
    REOPEN = "reopen"

    @property
    def words(self) -> str:
        """How a sentence names it."""
        return self.value.replace("_", " ")
