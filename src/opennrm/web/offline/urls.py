"""Addresses of what a device keeps to write without a network, and of the one that it sends to."""

from __future__ import annotations

from django.urls import path

from opennrm.web.offline import kept, syncing

urlpatterns = [
    path("offline/", kept.offline, name="offline"),
    path("offline/worker.js", kept.worker, name="offline_worker"),
    path("offline/questions.json", kept.questions, name="offline_questions"),
    path("offline/manifest.webmanifest", kept.manifest, name="offline_manifest"),
    path("offline/drafts.json", syncing.drafts, name="offline_drafts"),
]
