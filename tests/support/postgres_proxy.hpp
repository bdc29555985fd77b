// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace heed::tests {

/// A cable between Heed and its PostgreSQL that breaks in the worst moment: around COMMIT.
class PostgresProxy {
public:
    enum class AtCommit {
        forward,
        drop_request, // the server never hears of it
        drop_answer,  // carried out, but the client does not learn of it
        hold          // the client's side breaks at once; the server hears of it on `release`
    };

    /// `server` is a URL with a port on this machine.
    explicit PostgresProxy(std::string_view server);
    ~PostgresProxy();
    PostgresProxy(const PostgresProxy&) = delete;
    PostgresProxy& operator=(const PostgresProxy&) = delete;

    /// The same database, reached through here.
    [[nodiscard]] const std::string& url() const { return url_; }

    void at_next_commit(AtCommit action);

    /// From now on the answer to each n-th COMMIT is lost.
    void drop_each(int n) { drop_each_ = n; }

    void wait_until_held();
    void release();

    [[nodiscard]] int cut() const { return cut_; }

private:
    struct Cable;

    void accept_all();
    void carry(Cable cable);
    bool carry_request(Cable& cable);
    static bool carry_answer(Cable& cable);
    AtCommit next_action();
    void hold_until_released();

    std::string url_;
    std::uint16_t server_port_ = 0;
    int listening_ = -1;
    int stop_ = -1; // an eventfd that ends every wait
    std::atomic<int> drop_each_ = 0;
    std::atomic<int> commits_ = 0;
    std::atomic<int> cut_ = 0;
    std::mutex mutex_;
    std::condition_variable changed_;
    AtCommit action_ = AtCommit::forward;
    bool held_ = false;
    bool released_ = false;
    std::vector<std::jthread> carriers_;
    std::jthread acceptor_;
};

} // namespace heed::tests
