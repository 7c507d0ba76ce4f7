"""Notifications under the duty to notify: of adults who are not referred, anonymous or, with their consent, named."""
