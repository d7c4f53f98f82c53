"""Each surface only translates: its request into our question, our answer into its reply."""
