"""Organisations, people and roles: who may."""
