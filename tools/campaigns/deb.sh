#!/bin/bash
# SPDX-License-Identifier: AGPL-3.0-or-later
# The package on a Debian 12 that has nothing, with systemd running: install → a desk that takes a
# letter → upgrade with the desk kept → remove → purge. As root, needs debootstrap and
# systemd-container; three minutes.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/../.."
root=${1:-/var/tmp/heed-deb}

stop() {
    echo "deb: $1" >&2
    exit 1
}

for tool in debootstrap systemd-nspawn; do
    command -v "$tool" >/dev/null || stop "wanted: apt-get install debootstrap systemd-container"
done
[ "$(id -u)" = 0 ] || stop "a new machine can only be made by root"
[ ! -e "$root" ] || stop "$root is there already; name another folder"

./dev build deb
package=$(ls build/release/heed_*.deb)
# What is to be upgraded to: the same program under another number.
cpack --config build/release/CPackConfig.cmake -B build/release/next \
    -D CPACK_PACKAGE_VERSION=999.0.0 >/dev/null
next=$(ls build/release/next/heed_*.deb)

leave() {
    [ -z "${machine:-}" ] || kill "$machine" 2>/dev/null || true
    wait 2>/dev/null || true
}

trap leave EXIT
debootstrap --variant=minbase --include=ca-certificates,systemd,systemd-sysv bookworm "$root" \
    >/dev/null
cp /etc/resolv.conf /etc/hosts "$root/etc/"
cp /etc/apt/sources.list.d/*.sources "$root/etc/apt/sources.list.d/" 2>/dev/null &&
    rm -f "$root/etc/apt/sources.list"
cp -r /usr/local/share/ca-certificates "$root/usr/local/share/"
cp "$package" "$root/root/heed.deb"
cp "$next" "$root/root/next.deb"
clean=(/usr/bin/env -i HOME=/root LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive
    PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin)
# Libraries are fetched before it boots: from then on it has no network but its own loopback.
chroot "$root" "${clean[@]}" sh -c 'update-ca-certificates && apt-get update -q &&
    apt-get install -y -q --download-only --no-install-recommends /root/heed.deb' >/dev/null 2>&1

systemd-nspawn -q --register=no --keep-unit --private-network --console=read-only \
    -D "$root" -b >"$root.log" 2>&1 &
machine=$!
first=
for _ in $(seq 60); do
    first=$(pgrep -P "$machine" || true)
    state=
    [ -z "$first" ] || state=$(nsenter -t "$first" -a systemctl is-system-running 2>&1 || true)
    case "$state" in running | degraded) break ;; esac
    sleep 1
done
[ -n "$first" ] || stop "the new machine does not start: see $root.log"

inside() {
    nsenter -t "$first" -m -u -i -n -p -- "${clean[@]}" "$@"
}

# As `apt-get install FILE` does; that one looks for the file on the network when it may not use it.
install() {
    inside sh -c "dpkg -i '$1' || apt-get install -f -y -q --no-install-recommends --no-download" \
        >"$root.apt" 2>&1 || { cat "$root.apt"; stop "it cannot be installed"; }
}

answers() {
    nsenter -t "$first" -n curl -sf --retry 50 --retry-connrefused --retry-delay 1 -o /dev/null \
        http://127.0.0.1:8080/readyz || { inside journalctl -u heed; stop "it does not answer"; }
}

ingest() {
    printf '%s\r\n' 'From: Bo <bo@customers.example>' 'Subject: Printer' \
        'Message-ID: <1@c.example>' '' 'It is on fire.' |
        inside runuser -u heed -- heed mail ingest --data /var/lib/heed --json
}

install /root/heed.deb
[ "$(inside stat -c '%U %a' /var/lib/heed)" = "heed 700" ] || stop "the folder is not heed's own"
[ "$(inside systemctl is-enabled heed)" = enabled ] || stop "it would not come back after a boot"
answers
inside runuser -u heed -- heed user add --data /var/lib/heed --email ana@example.org --name Ana \
    --role administrator >/dev/null
case "$(ingest)" in *created*) ;; *) stop "it takes no letters" ;; esac
score=$(inside systemd-analyze security heed | tail -1)
echo "deb: installed and running; ${score#→ }"

before=$(inside systemctl show -p MainPID heed)
install /root/next.deb
answers
[ "$(inside dpkg-query -W -f '${Version}' heed)" = 999.0.0 ] || stop "it was not upgraded"
[ "$(inside systemctl show -p MainPID heed)" != "$before" ] || stop "the old program still runs"
case "$(ingest)" in *duplicate*) ;; *) stop "the letter from before is gone" ;; esac
inside runuser -u heed -- heed check --data /var/lib/heed --all
echo "deb: upgraded, restarted once, and the desk is as it was"

inside systemctl stop heed
inside dpkg -i /root/next.deb >/dev/null 2>&1
[ "$(inside systemctl is-active heed || true)" = inactive ] || stop "it runs though it was stopped"
echo "deb: what was stopped stays stopped"

inside systemctl start heed
inside apt-get remove -y -q heed >/dev/null
[ ! -e "$root/usr/bin/heed" ] || stop "the program is still there"
inside sh -c 'readlink /proc/[0-9]*/exe' | grep -q /heed && stop "it still runs"
inside apt-get purge -y -q heed >/dev/null
[ -e "$root/var/lib/heed/heed.db" ] || stop "the desk went with the program"
left=$(inside sh -c 'find /usr /etc -name "*heed*"')
[ -z "$left" ] || stop "left behind: $left"
echo "deb: removed, and the desk is kept"
echo "4 passed, 0 failed"
