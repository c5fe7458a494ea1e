"""Sourcebook: a folder of written-up source documents in, a static documentary site out.

Read it in this order:

- `build/pipeline.py`  a build from top to bottom
- `model`    the nouns: frozen values, and what follows from them (dates, values, origins, standing)
- `schema`   what people may write; the only importer of pydantic; returns model values
- `prose`    our dialect of Markdown; the only importer of `markdown`
- `stages`   the verbs over values: parse, link, check, render; none imports another
- `rules`    the editorial rules, one small function each
- `views`    what templates see: plain frozen values and finished addresses
- `exports`  the dossier in other people's formats
- `build`    what runs again and why: tasks, plan, manifest
- `cache`    results kept between builds; worker processes
- `output`   staging and publishing; every write of what an editor keeps
- `preview`  the live preview; the only importer of livereload, tornado and watchfiles
- `desk`     the editor's tools
- `cli`      arguments in, problems printed, exit code out

The public names are `build` and `check` of `build.pipeline`, `BuildOptions` and `Report` of `build.options`, and
`Problem` of `model.problem`.
"""
