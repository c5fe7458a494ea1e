"""`python -m bench.writers FORMAT SIZE FOLDER` writes a corpus out as a generator's source folder."""

import sys
from pathlib import Path

from bench.corpus import make_corpus
from bench.writers import WRITERS

WRITERS[sys.argv[1]](make_corpus(int(sys.argv[2])), Path(sys.argv[3]))
