"""What people may write: the text of one file in, model values or problems out.

encoding      bytes to text: UTF-8, plain line ends, one Unicode form, nothing invisible
conflicts     what git leaves where two versions meet
split         text to front matter and body
front_matter  front matter to fields, through python-frontmatter with our own reading of YAML
yaml_tree     YAML to texts, lists and mappings with the place of every field; no types, no aliases
hints         what a YAML syntax error most likely means, and how to mend it
toml_tree     TOML likewise
field_types   what single types look like in JSON Schema, and what stands where nothing is known yet
fields        types of single fields: texts, dates, paragraphs, choices, addresses
slugs         types of names: pages, claims, paragraphs
head          the fields of every page
claims        the fields of a claim
sources       the fields of a source, with its claims
kinds         the fields of every other kind of page
pages         a page of any kind: front matter to head and record
tables        settings, references, terms, corrections and addresses
json_schema   all of it as JSON Schema, for editors' programs and for new pages
validation    what is wrong with a field, as a problem at its place in plain words

The only importer of pydantic, yaml and frontmatter. `encoding`, `conflicts` and `split` do without them, whose imports
are slow.
"""

import os

os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "1")  # the search for some takes a tenth of its import
