"""The rules that cases are decided by, the calendar that clocks are counted by, and the lists."""
