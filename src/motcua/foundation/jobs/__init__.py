"""Owns background work: enqueue, timetable, retries. The one window to the queue library."""
