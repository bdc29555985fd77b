#!/bin/bash
# SPDX-License-Identifier: AGPL-3.0-or-later
# The README's two commands on a Debian 12 that has nothing but git: first `./dev run` until the
# demo desk answers, then `./dev test`. An hour on two processors; as root, needs debootstrap.
# Processors with CPUS=0,1; what the machine trusts (certificates) is trusted inside as well.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/../.."
here=$PWD
root=${1:-/var/tmp/heed-fresh}

stop() {
    echo "$1" >&2
    exit 1
}

command -v debootstrap >/dev/null || stop "debootstrap is needed: apt-get install debootstrap"
[ "$(id -u)" = 0 ] || stop "a new machine can only be made by root"
[ ! -e "$root" ] || stop "$root is there already; name another folder"

inside() {
    taskset -c "${CPUS:-0,1}" chroot "$root" /usr/bin/env -i HOME=/root LANG=C.UTF-8 \
        PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
        NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt "$@"
}

leave() {
    [ -z "${desk:-}" ] || kill "$desk" 2>/dev/null || true
    for folder in src proc sys dev; do
        mountpoint -q "$root/$folder" && umount -R "$root/$folder"
    done
}

trap leave EXIT
debootstrap --variant=minbase --include=git,ca-certificates bookworm "$root" >/dev/null
cp /etc/resolv.conf /etc/hosts "$root/etc/"
cp /etc/apt/sources.list.d/*.sources "$root/etc/apt/sources.list.d/" 2>/dev/null &&
    rm -f "$root/etc/apt/sources.list"
cp -r /usr/local/share/ca-certificates "$root/usr/local/share/"
for folder in proc sys dev; do
    mount --rbind "/$folder" "$root/$folder"
    mount --make-rslave "$root/$folder"
done
mkdir "$root/src"
mount --bind "$here" "$root/src"
inside update-ca-certificates >/dev/null 2>&1
inside git config --global --add safe.directory '*'
inside git clone -q /src /root/heed
echo "fresh machine: $(inside git -C /root/heed rev-parse --short HEAD), processors ${CPUS:-0,1}"

started=$SECONDS
inside bash -c 'cd /root/heed && exec ./dev run' >"$root/run.log" 2>&1 &
desk=$!
address=
while [ -z "$address" ]; do
    kill -0 "$desk" 2>/dev/null || { cat "$root/run.log"; echo "./dev run ended"; exit 1; }
    address=$(sed -n 's/^Heed runs at //p' "$root/run.log")
    sleep 1
done
curl -sf --retry 30 --retry-connrefused --retry-delay 1 -o /dev/null "$address"
echo "./dev run: the demo desk answers at $address after $((SECONDS - started)) s"
kill "$desk"
wait "$desk" || true
desk=

started=$SECONDS
inside bash -c 'cd /root/heed && ./dev test </dev/null' | tee "$root/test.log"
echo "./dev test: $((SECONDS - started)) s"
