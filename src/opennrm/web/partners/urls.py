"""Addresses of the people of one's own organisation."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from opennrm.web.partners import offline, own_address, proposing, receiving, systems, views, webhooks

urlpatterns: list[URLPattern | URLResolver] = [
    path("account/own-address/", own_address.own_address, name="own_address"),
    path("people/", views.people, name="people"),
    path("people/invite/", views.invite, name="invite"),
    path("people/offline/", offline.offline_switch, name="offline_switch"),
    path("people/receiving-team/", receiving.receiving_team, name="receiving_team"),
    path("people/systems/", systems.systems, name="systems"),
    path("people/systems/add/", systems.add, name="add_system"),
    path("people/systems/<uuid:system_id>/token/", systems.make, name="make_token"),
    path("people/systems/tokens/<uuid:token_id>/end/", systems.end, name="end_token"),
    path("people/webhooks/", webhooks.webhooks, name="webhooks"),
    path("people/webhooks/add/", webhooks.add, name="add_webhook"),
    path("people/webhooks/<uuid:webhook_id>/secret/", webhooks.secret, name="webhook_secret"),
    path("people/webhooks/<uuid:webhook_id>/end/", webhooks.end, name="end_webhook"),
    path("people/roles/<uuid:proposal_id>/", proposing.settle, name="settle_role"),
    path("people/new-starts/<uuid:invitation_id>/", proposing.settle_start, name="settle_new_start"),
    path("people/invited/<uuid:invitation_id>/", views.invited, name="invited"),
    path("people/invited/<uuid:invitation_id>/withdraw/", views.withdraw_invitation, name="withdraw_invitation"),
    path("people/<uuid:account_id>/", views.person, name="person"),
    path("people/<uuid:account_id>/give-role/", views.give_role, name="give_role"),
    path("people/<uuid:account_id>/end-role/<int:role_held_id>/", views.end_role, name="end_role"),
    path("people/<uuid:account_id>/end-sessions/", proposing.end_sessions, name="end_sessions"),
    path("people/<uuid:account_id>/close-account/", views.close_account, name="close_account"),
]
