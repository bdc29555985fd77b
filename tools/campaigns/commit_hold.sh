#!/bin/sh
# SPDX-License-Identifier: AGPL-3.0-or-later
# A COMMIT that is five seconds on its way while its command is tried again; twenty times.
set -e
cmake --preset dev >/dev/null
ninja -C build/dev platform_db_test
for _ in $(seq 20); do
    HEED_COMMIT_HOLD_SECONDS=5 python3 tools/dev/postgres.py \
        build/dev/platform_db_test --test-case='a retry waits*'
done
