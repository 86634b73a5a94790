#!/bin/sh
# Proves that a clone runs on an empty Debian: builds a minimal bookworm with git, make, python3 and ca-certificates,
# copies this machine's apt and pip settings into it, clones the committed state, and times each step:
#   make setup   make run   make run again   make test
# FRESH_STEPS="setup run" runs fewer. Needs root; installs debootstrap when it is missing. `make fresh` runs it.
set -eu

steps=${FRESH_STEPS:-setup run run test}
# The place this machine's own apt takes Debian from.
mirror=${FRESH_MIRROR:-$(cat /etc/apt/sources.list /etc/apt/sources.list.d/* 2>/dev/null |
    grep -oE 'https?://[^ ]+/debian/?( |$)' | head -n 1 | tr -d ' ')}
[ -n "$mirror" ] || { echo "make fresh finds no Debian in apt's sources; name one in FRESH_MIRROR" >&2; exit 1; }
source=$(cd "$(dirname "$0")/.." && pwd)

[ "$(id -u)" = 0 ] || { echo "make fresh needs root: it builds a Debian in a folder" >&2; exit 1; }
command -v debootstrap >/dev/null ||
    DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends -o DPkg::Lock::Timeout=300 debootstrap

root=$(mktemp -d "${TMPDIR:-/var/tmp}/fresh.XXXXXX")
chmod 755 "$root" # it becomes the / of users who are not root
leave() {
    umount "$root/proc" 2>/dev/null || true
    if grep -q " $root/" /proc/mounts; then
        echo "something is still mounted below $root: left as it is" >&2
    else
        rm -rf --one-file-system "$root"
    fi
}
trap leave EXIT
trap 'exit 130' INT TERM

inside() { chroot "$root" env -i HOME=/srv/home PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
    LANG=C.UTF-8 $(env | grep -E '^(PIP_[A-Z_]+|SSL_CERT_(FILE|DIR)|https?_proxy|no_proxy)=' || true) "$@"; }

seconds() { date +%s; }

timed() { # name, command...
    name=$1; shift
    echo "== $name"
    began=$(seconds)
    if inside "$@" </dev/null; then result=passed; else result=FAILED; fi
    report="$report$(printf '%-14s %6d s   %s' "$name" "$(($(seconds) - began))" "$result")
"
    [ "$result" = passed ]
}

began=$(seconds)
debootstrap --variant=minbase --include=git,make,python3,ca-certificates bookworm "$root" "$mirror" >"$root.log" 2>&1 || {
    tail -20 "$root.log" >&2; exit 1; }
rm -f "$root.log"
report="$(printf '%-14s %6d s   %s' debootstrap "$(($(seconds) - began))" passed)
"

mount -t proc proc "$root/proc"
mkdir -p -m 1777 "$root/dev/shm"

# The host's settings: Debian's own sources only (others bring keys of their own), apt options, pip, certificates.
cp -r /etc/apt/apt.conf.d "$root/etc/apt/"
for list in /etc/apt/sources.list /etc/apt/sources.list.d/*; do
    if [ -f "$list" ] && grep -q 'debian-archive-keyring' "$list"; then
        rm -f "$root/etc/apt/sources.list"
        cp "$list" "$root/etc/apt/sources.list.d/"
    fi
done
for file in /etc/pip.conf /etc/resolv.conf /etc/hosts /etc/ssl/certs/ca-certificates.crt; do
    if [ -f "$file" ]; then cp -L "$file" "$root$file"; fi
done
mkdir -p "$root/srv/home/.config"
if [ -d "$HOME/.config/pip" ]; then cp -r "$HOME/.config/pip" "$root/srv/home/.config/"; fi
# Folders of packages that pip's settings name belong to the settings; an index has its files beside it.
for place in $(python3 -m pip config list 2>/dev/null | grep -oE "(file://)?/[^ ']+" || true); do
    case $place in
    file://*) folder=$(dirname "${place#file://}") ;;
    *) folder=$place ;;
    esac
    if [ -d "$folder" ] && [ ! -e "$root$folder" ]; then
        mkdir -p "$root$folder"
        cp -rLl "$folder/." "$root$folder/" 2>/dev/null || cp -rL "$folder/." "$root$folder/"
    fi
done

git -C "$source" bundle create -q "$root/srv/guestreg.bundle" HEAD
inside git clone -q /srv/guestreg.bundle /srv/guestreg

status=0
for step in $steps; do
    case $step in
    run) timed "make run" env QT_QPA_PLATFORM=offscreen GUESTREG_EXIT_AFTER_PAINT=1 make -C /srv/guestreg run || status=1 ;;
    *) timed "make $step" make -C /srv/guestreg "$step" || status=1 ;;
    esac
    [ "$status" = 0 ] || break
done

echo
echo "an empty Debian bookworm, commit $(git -C "$source" rev-parse --short HEAD)"
printf '%s' "$report"
exit "$status"
