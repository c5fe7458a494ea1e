"""What people may write: text of one file in, model values or problems out.

encoding    bytes to text: UTF-8, plain line ends, one Unicode form, nothing invisible
gate        text to front matter and body, through python-frontmatter with our own YAML reading
yaml_tree   YAML to texts, lists and mappings with the place of every field; no types, no aliases
cures       what a YAML syntax error most likely means, and how to mend it
fields      the types of single fields: dates, slugs, references, choices
faults      what pydantic finds wrong, as problems in plain words
pages       the kinds of page, from front matter to records
sources     the largest of them: a document with its claims
tables      settings, references, terms, corrections and addresses
toml_tree   TOML to texts, lists and mappings with places

The only importer of pydantic, yaml and frontmatter. `gate` does without pydantic, whose import is slow.
"""
