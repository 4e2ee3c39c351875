#!/bin/sh
# The tests of proxy and mail talk to real servers, nginx and exim. They are fetched from Debian's archive
# into .tools/servers: nothing is installed, no daemon of the system is started, and no root is needed.
set -eu
cd "$(dirname "$0")/.."
into=.tools/servers
if [ -x "$into/usr/sbin/nginx" ] && [ -x "$into/usr/sbin/exim4" ]; then exit 0; fi
if ! command -v apt-get >/dev/null || ! command -v dpkg-deb >/dev/null; then
    if command -v nginx >/dev/null && command -v exim4 >/dev/null; then exit 0; fi
    echo "The tests of proxy and mail need nginx and exim4: install both packages." >&2
    exit 1
fi
[ "$(id -u)" != 0 ] || apt-get update -qq
rm -rf "$into" && mkdir -p "$into/archives"
(
    cd "$into/archives"
    fetch() { apt-get download -qq -o APT::Sandbox::User=root "$@"; }
    fetch nginx exim4-daemon-light libnss-wrapper
    # what exim is linked to; the names differ between releases, and some are on the machine already
    for library in libidn12 libunbound8 libgnutls-dane0 libgnutls-dane0t64; do fetch "$library" 2>/dev/null || true; done
)
for package in "$into"/archives/*.deb; do dpkg-deb -x "$package" "$into"; done
rm -rf "$into/archives"
chmod u-s "$into/usr/sbin/exim4"
