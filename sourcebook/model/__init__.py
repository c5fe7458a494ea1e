"""The nouns: frozen values and pure functions over them; no disk, no Markdown, no templates."""
