#!/bin/sh
# SPDX-License-Identifier: AGPL-3.0-or-later
# kill -9 under load: 200 cycles on SQLite, 50 on PostgreSQL. Half an hour on four quiet cores.
exec python3 tools/dev/postgres.py \
    python3 tests/crash/run.py --cycles 200 --postgres-cycles 50 "$@"
