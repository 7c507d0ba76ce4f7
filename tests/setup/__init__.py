"""Tests of starting and stopping on a bare machine."""
