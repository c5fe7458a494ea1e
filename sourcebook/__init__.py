"""Sourcebook: builds a documentary site from a folder of written-up documents.

Read it in this order:

- `build/pipeline.py`  a build from top to bottom
- `model`    frozen values, and pure functions over them (dates, values, origins, standing)
- `schema`   validation of what people write; the only importer of pydantic; returns model values
- `prose`    the dialect of Markdown; the only importer of `markdown`
- `stages`   functions over values: parse, link, check, render; none imports another
- `rules`    the editorial rules, one small function each
- `views`    template data: plain frozen values with finished addresses
- `exports`  feeds, tables, references and other files for programs
- `build`    tasks, plan and manifest: what runs again, and why
- `cache`    results kept between builds; worker processes
- `output`   staging and publishing; atomic writes of files that an editor keeps
- `preview`  live preview; the only importer of livereload, tornado and watchfiles
- `desk`     tools for editors
- `cli`      command line: arguments in, problems printed, exit code out

The public names, `build`, `check`, `BuildOptions`, `Report` and `Problem`, are those of the package `sourcebook.build`.
"""

__version__ = "0.2.0.dev0"
