"""Import of saved articles: bytes to text, page, candidates of each field, choice, and a draft."""
