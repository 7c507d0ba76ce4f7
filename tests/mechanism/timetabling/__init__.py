"""Tests of the timetable of panels."""
