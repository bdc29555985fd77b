// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/storage_words.hpp"

namespace heed::app {

namespace {

// The primary codes of SQLite's "Result and Error Codes".
constexpr int primary_bits = 0xff;
constexpr int permission = 3;
constexpr int read_only = 8;
constexpr int input_output = 10;
constexpr int malformed = 11;
constexpr int full = 13;
constexpr int cannot_open = 14;
constexpr int no_database = 26;

} // namespace

std::optional<StorageWords> storage_words(const db::SqliteFault& fault) {
    switch (fault.code() & primary_bits) {
        case malformed:
        case no_database:
            return {
                {.text = "The database heed.db of this desk is damaged.",
                 .cure = "Stop what uses the desk, keep a copy of the folder, and put the last "
                         "backup in its place."}
            };
        case full:
            return {
                {.text = "The disk is full: the database can keep nothing more.",
                 .cure = "Free some space, and try again."}
            };
        case input_output:
            return {
                {.text = "The disk with the database heed.db cannot be read or written.",
                 .cure = "Look at the log of the machine for failures of the disk, and at the "
                         "mount of the data folder."}
            };
        case permission:
        case read_only:
        case cannot_open:
            return {
                {.text = "The database heed.db of this desk cannot be opened for writing.",
                 .cure = "Run this as the owner of the data folder, and mount it for writing."}
            };
        default: return std::nullopt;
    }
}

} // namespace heed::app
