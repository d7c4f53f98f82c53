"""From the inbox to one answer in its place, whatever is lost on the way."""
