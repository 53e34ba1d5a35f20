"""How requests go out: limits, throttle, the runner of one walk."""
