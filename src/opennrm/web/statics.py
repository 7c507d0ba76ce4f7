"""How static files are kept: named by their content, compressed, with the names inside modules following."""

from __future__ import annotations

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # whitenoise has no types
    """WhiteNoise's storage, which also renames what a JavaScript module imports."""

    support_js_module_import_aggregation = True
