"""Schema of files that people write: validates one file into values of the model.

encoding      decodes bytes: UTF-8, plain line ends, one Unicode form, no invisible characters
conflicts     finds merge conflicts
split         splits a file into front matter and body
front_matter  reads front matter through python-frontmatter, with our own reader of YAML
yaml_tree     reads YAML as texts, lists and mappings with the place of every field; no types, no aliases
hints         explains syntax errors of YAML
toml_tree     reads TOML likewise
located       trees of values with the place of every field
field_types   JSON Schema of single fields, and placeholders for new files
fields        types of single fields: texts, dates, choices, addresses
places        types of fields on places in a document, and on its extent
languages     the type of language tags
slugs         types of names: pages, claims, paragraphs
head          the base of all models, and the fields of every page
claims        the fields of a claim
sources       the fields of a source, with its claims
kinds         the fields of every kind of page
pages         validates the front matter of a page
settings      the fields of `site.toml`
outline       the fields of `map/outline.toml`
tables        reads and validates the tables
json_schema   writes all of it as JSON Schema, for editors' programs and for new pages
validation    turns validation errors into problems with their places

The only importer of pydantic, yaml and frontmatter. `encoding`, `conflicts` and `split` do without them, whose imports
are slow.
"""

import os

os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "1")  # searching for plugins takes a tenth of its import
