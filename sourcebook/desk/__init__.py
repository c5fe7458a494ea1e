"""The editor's tools: new pages, imported articles, verification against documents, outside addresses, schemas."""
