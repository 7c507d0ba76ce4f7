"""Addresses of the duty to notify."""

from __future__ import annotations

from django.urls import path

from opennrm.web.duty_to_notify import received, sending, sent

urlpatterns = [
    path("duty-to-notify/", sent.notifications, name="duty_to_notify"),
    path("duty-to-notify/drafts/<uuid:draft_id>/", sending.check, name="check_notification"),
    path("duty-to-notify/received/", received.received, name="notifications_received"),
    path("duty-to-notify/received/<str:reference>/", received.received_notification, name="received_notification"),
    path("duty-to-notify/received/<str:reference>/ms1.pdf", received.received_form, name="received_form"),
    path("duty-to-notify/<str:reference>/", sent.notification, name="notification"),
    path("duty-to-notify/<str:reference>/sent/", sent.confirmation, name="notification_sent"),
    path("duty-to-notify/<str:reference>/receipt.pdf", sent.receipt, name="notification_receipt"),
    path("duty-to-notify/<str:reference>/ms1.pdf", sent.form, name="notification_form"),
    path("duty-to-notify/<str:reference>/refer/", sent.refer, name="refer_after_notification"),
]
