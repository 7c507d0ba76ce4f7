"""Tests of the room of panels."""
