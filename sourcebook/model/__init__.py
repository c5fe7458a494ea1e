"""The nouns: frozen dataclasses and pure functions over them; no disk, no Markdown, no templates."""
