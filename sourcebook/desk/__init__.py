"""The editor's tools: the list of addresses to keep, and verification against the documents themselves."""
