#!/bin/sh
# The browser tests drive a real Chromium: there already, or installed where we may.
set -eu
if [ -n "${KOMPAS_CHROMIUM:-}" ] || command -v chromium >/dev/null || command -v chromium-browser >/dev/null; then
    exit 0
fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq
    exec apt-get install -y -qq --no-install-recommends chromium
fi
echo "The browser tests need Chromium: install the package \"chromium\", or set KOMPAS_CHROMIUM to its path." >&2
exit 1
