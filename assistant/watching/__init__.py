"""What indexing brings in against what the archive said before."""
