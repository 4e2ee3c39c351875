#!/bin/sh
# The tests of proxy and mail talk to real servers, nginx and exim: those on this machine, else fetched from Debian's archive
# into .tools/servers. Nothing is installed and no daemon of the system is started; no root is needed.
set -eu
cd "$(dirname "$0")/.."
into=.tools/servers
have() { command -v "$1" >/dev/null || [ -x "/usr/sbin/$1" ] || [ -x "$into/usr/sbin/$1" ]; }
if have nginx && have exim4; then exit 0; fi
if ! command -v apt-get >/dev/null || ! command -v dpkg-deb >/dev/null; then
    echo "The tests of proxy and mail need nginx and exim4: install both packages." >&2
    exit 1
fi
[ "$(id -u)" != 0 ] || apt-get update -qq
rm -rf "$into" && mkdir -p "$into/archives"
(
    cd "$into/archives"
    apt-get download -qq -o APT::Sandbox::User=root \
        nginx exim4-daemon-light libidn12 libgnutls-dane0 libunbound8 libnss-wrapper
)
for package in "$into"/archives/*.deb; do dpkg-deb -x "$package" "$into"; done
rm -rf "$into/archives"
chmod u-s "$into/usr/sbin/exim4"
