"""The routes of the HTTP API: each file holds one router."""
