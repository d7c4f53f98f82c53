"""Whether what a language model wrote is borne out by the passages that it cites."""
