// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstddef>

namespace heed::http {

/// Every number a peer can run into, in one place. The README has the table with the answers.
struct Limits {
    std::size_t header_bytes_max = std::size_t{16} * 1024;
    std::size_t header_count_max = 100;
    std::size_t target_bytes_max = std::size_t{8} * 1024;
    std::size_t chunk_line_bytes_max = 1024; // size line with extensions, or all trailers
    std::size_t body_memory_max = std::size_t{512} * 1024 * 1024; // of all requests together
    std::size_t parts_max = 64;                                   // of a multipart body
    std::size_t part_header_bytes_max = std::size_t{8} * 1024;
    std::size_t part_field_bytes_max =
        std::size_t{1024} * 1024; // all fields that are not files together

    std::chrono::milliseconds header_timeout =
        std::chrono::seconds{10}; // from accept or first byte to the empty line
    std::chrono::milliseconds body_grace = std::chrono::seconds{10};
    std::size_t body_bytes_per_second_min = 1024;                      // after the grace
    std::chrono::milliseconds idle_timeout = std::chrono::seconds{75}; // between requests
    std::chrono::milliseconds write_stall_timeout = std::chrono::seconds{30};
    std::chrono::milliseconds linger_timeout =
        std::chrono::seconds{2}; // reading on after an early refusal
    std::chrono::milliseconds dead_peer_timeout = std::chrono::seconds{60};

    std::size_t connections_max = 10'000;
    std::size_t connections_per_peer_max = 512; // trusted proxies are exempt
    std::size_t streams_max = 12'000;           // counted apart from connections
    std::chrono::milliseconds stream_keep_alive = std::chrono::seconds{20};
    std::chrono::milliseconds stream_flush_delay =
        std::chrono::milliseconds{10}; // facts in between share one write

    std::size_t read_queue_max = 256;
    std::size_t write_queue_max = 1024;
    std::chrono::milliseconds queue_wait_max = std::chrono::seconds{5};
};

} // namespace heed::http
