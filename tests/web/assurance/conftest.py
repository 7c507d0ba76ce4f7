"""The authority and the experts of `tests/assurance`, for their pages."""

from tests.assurance.conftest import experts, house

__all__ = ["experts", "house"]
