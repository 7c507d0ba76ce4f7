"""Panels: who sits, who may not, how many are enough, and what their sealed votes come to."""
