"""Calls played by scripted people in simulated time: to hold the interviewer to its promises, and to read."""
