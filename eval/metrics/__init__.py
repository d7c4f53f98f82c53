"""What is measured: one file a family, and the table of all figures."""
