"""Pages of panels: convening them, sitting on them, chairing them, and their minutes."""
