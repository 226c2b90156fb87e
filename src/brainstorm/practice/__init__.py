"""What both faces share: a drill against clock and journal, resume, the debrief ladder."""
