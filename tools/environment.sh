#!/bin/sh
# Usage: sh tools/environment.sh build|test|import
# Makes .venv hold what requirements/build.txt, test.txt or import.txt names, with the newest working Python;
# does nothing when it does already. PYTHON=python3.x takes that one instead.
set -u
lock=$1
cd "$(dirname "$0")/.." || exit 1

# A command may exist and yet fail: version managers leave such shims. So each is run, not only looked up.
new_enough() { "$1" -E -s -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }
has_venv() { "$1" -E -s -c 'import ensurepip, venv' >/dev/null 2>&1; }

if [ -z "${PYTHON:-}" ] && new_enough .venv/bin/python; then
    .venv/bin/python -E -s -m tools.environment --check "$lock" 2>/dev/null && exit 0
fi

bare=
for python in ${PYTHON:-python3.14 python3.13 python3.12 python3.11 python3}; do
    new_enough "$python" || continue
    if has_venv "$python"; then
        exec "$python" -E -s -m tools.environment "$lock"
    fi
    bare=${bare:-$python}
done

if [ -n "$bare" ]; then
    version=$("$bare" -c 'import sys; print("python%d.%d" % sys.version_info[:2])')
    echo "$bare cannot make a virtual environment: install its venv module, for example: apt-get install $version-venv" >&2
elif [ -n "${PYTHON:-}" ]; then
    echo "PYTHON=$PYTHON does not run as Python 3.11 or newer." >&2
else
    echo "Python 3.11 or newer is needed and none was found: install it, for example: apt-get install python3 python3-venv" >&2
fi
exit 1
