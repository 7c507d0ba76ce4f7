"""The timetable of panels: which case comes to which sitting, and which members are asked to come."""
