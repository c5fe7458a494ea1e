"""Sourcebook: a folder of written-up source documents in, a static documentary site out.

Read it in this order:

- `cli`       arguments in, problems printed, exit code out
- `pipeline`  the story: read, parse, link, check, render, publish
- `model`     the nouns: frozen values, and what follows from them (dates, values, origins, standing)
- `schema`    what people may write; the only importer of pydantic; returns model values
- `prose`     our dialect of Markdown; the only importer of `markdown`
- `stages`    the verbs: one public function each; none imports another
- `rules`     the editorial rules, one small function each
- `views`     what templates see: plain frozen values and finished addresses
- `exports`   the dossier in other people's formats
- `house`     what lies beside `build.py`: templates, interface words, assets
- `preview`   the live preview; the only importer of livereload, tornado and watchfiles
- `desk`      the editor's tools
- `summary`   what a build says when it is done
"""
