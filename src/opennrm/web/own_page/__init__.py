"""Pages for the person themselves, and those on which somebody beside them gives them one."""
