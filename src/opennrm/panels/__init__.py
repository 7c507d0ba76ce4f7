"""The room of panels: the pool, sittings, who is asked, what is declared, sealed votes, and minutes."""
