"""Tests of the page of the person themselves."""
