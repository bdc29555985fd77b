// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "platform/bucket/bucket.hpp"

#include <mutex>
#include <vector>

namespace heed::bucket {

enum class Method { get, head, put, remove };

struct Request {
    Method method = Method::get;
    std::string target;                    // path and query, written as they are signed
    std::string sha256 = {};               // of the body; empty: there is none
    std::filesystem::path upload = {};     // the body
    std::vector<std::string> headers = {}; // to be signed, too
    int descriptor = -1;                   // where a good answer is written instead of `body`
};

struct Answer {
    int status = 0;           // 0: none came
    std::string body = {};    // up to 4 MiB
    std::string lost_by = {}; // why none came, in the words of libcurl
    bool is_tls_trouble = false;
    Bucket::Fetched fetched = {};
};

/// Sends requests over connections that are kept open. Thread-safe.
class Wire {
public:
    Wire(Account account, Patience patience);
    ~Wire();
    Wire(const Wire&) = delete;
    Wire& operator=(const Wire&) = delete;

    /// One attempt.
    Answer send(const Request& request);

    [[nodiscard]] const Account& account() const { return account_; }

private:
    class Loan;

    Account account_;
    Patience patience_;
    std::mutex mutex_;
    std::vector<void*> idle_; // handles of libcurl, each with its open connection
};

} // namespace heed::bucket
