#!/bin/sh
# SPDX-License-Identifier: AGPL-3.0-or-later
# Every call that can fail, at eight places each, a full disk and three slow ones; half an hour.
exec nice -n 19 python3 tests/crash/storage.py --calls all --delays 50,500,2000 "$@"
