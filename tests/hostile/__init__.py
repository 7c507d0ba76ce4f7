"""What somebody could send who means harm, or whose program is broken, and what must become of it."""
