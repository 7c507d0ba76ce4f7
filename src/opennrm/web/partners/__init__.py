"""Pages for administrators: the people of their organisation."""
