"""The rules that cases are decided by, and the calendar that clocks are counted by."""
