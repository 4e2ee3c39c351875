#!/bin/sh
# The front-end's own commands, with the Node from .tools: `frontend.sh test|check|format|node`.
set -eu
cd "$(dirname "$0")/.."
node=$(cd scripts && ../.tools/bin/python -c 'import assets; assets.install_modules(); print(assets.node())')
case $1 in
    node) echo "$node" ;;
    test) cd frontend && exec "$node" node_modules/vitest/vitest.mjs run ;;
    check)
        cd frontend
        "$node" node_modules/typescript/bin/tsc --noEmit
        exec "$node" node_modules/prettier/bin/prettier.cjs --check --log-level warn .
        ;;
    format) cd frontend && exec "$node" node_modules/prettier/bin/prettier.cjs --write --log-level warn . ;;
    *) echo "frontend.sh: what is \"$1\"? Known are: test, check, format, node." >&2; exit 2 ;;
esac
