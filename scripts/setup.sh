#!/bin/sh
# Makes the checkout ready: `setup.sh assets` builds the front-end and the translations only,
# `setup.sh` also installs Kompas into .venv, `setup.sh dev` with everything that the tests need;
# `setup.sh docs` only what makes the documentation a site.
# The tools (uv, Node, Babel) live in .tools, apart from what Kompas itself needs.
set -eu
cd "$(dirname "$0")/.."
what=${1:-run}
uv_version=0.13.9

find_python() {
    for name in ${PYTHON:-} python3.13 python3.12 python3.11 python3 python; do
        if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$name"
            return
        fi
    done
    echo "Kompas needs Python 3.11 or newer: install it, or name it with PYTHON=/path/to/python3." >&2
    return 1
}

new_environment() {
    "$1" -m venv "$2" || {
        echo "Python cannot make an environment. On Debian and Ubuntu: apt-get install python3-venv" >&2
        exit 1
    }
}

install_tools() {
    if cmp -s scripts/tools.txt .tools/tools.txt && cmp -s scripts/setup.sh .tools/setup.sh; then return; fi
    [ -x .tools/bin/python ] || new_environment "$python" .tools
    .tools/bin/python -m pip install --quiet --disable-pip-version-check -r scripts/tools.txt
    # Without uv (no wheel for this machine) pip does the same, unlocked.
    .tools/bin/python -m pip install --quiet --disable-pip-version-check "uv==$uv_version" || true
    cp scripts/tools.txt scripts/setup.sh .tools/
}

install_with_uv() {
    # Inexact: what else was put into .venv by hand stays there.
    set -- sync --quiet --frozen --inexact "$@"
    [ -x .venv/bin/python ] || set -- "$@" --python "$python"
    UV_PYTHON_DOWNLOADS=never VIRTUAL_ENV='' .tools/bin/uv "$@"
}

install_with_pip() {
    [ -x .venv/bin/python ] || new_environment "$python" .venv
    .venv/bin/python -m pip install --quiet --upgrade "pip>=25.1"
    .venv/bin/python -m pip install --quiet "$@"
}

python=$(find_python)
install_tools
[ "$what" = docs ] || .tools/bin/python scripts/assets.py
case $what in
    assets) ;;
    run) if [ -x .tools/bin/uv ]; then install_with_uv --no-dev; else install_with_pip --editable .; fi ;;
    dev) if [ -x .tools/bin/uv ]; then install_with_uv; else install_with_pip --editable . --group dev; fi ;;
    docs) if [ -x .tools/bin/uv ]; then install_with_uv --only-group docs; else install_with_pip --group docs; fi ;;
    *) echo "setup.sh: what is \"$what\"? Known are: assets, run, dev, docs." >&2; exit 2 ;;
esac
