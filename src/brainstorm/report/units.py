"""Times and counts in words. Light: it imports nothing."""


def clock(seconds: float) -> str:
    """Seconds as m:ss, or h:mm:ss from an hour."""
    whole = int(seconds)
    hours, rest = divmod(whole, 3600)
    minutes, secs = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{secs:02}" if hours else f"{minutes}:{secs:02}"


def length(seconds: float) -> str:
    """A length as people say it: 15 minutes, 90 seconds."""
    if seconds < 120 and seconds != 60:
        return plural(round(seconds), "second")
    minutes = seconds / 60
    return plural(int(minutes), "minute") if minutes == int(minutes) else f"{minutes:.1f} minutes"


def span(seconds: float) -> str:
    """A measured time: 4.2 s below a minute, 1:04 from there."""
    return f"{seconds:.1f} s" if seconds < 60 else clock(seconds)


def plural(count: int, noun: str) -> str:
    """`count` with its noun: 1 idea, 2 ideas."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
