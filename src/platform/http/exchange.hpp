// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "platform/http/answer.hpp"
#include "platform/http/message_parser.hpp"
#include "platform/http/multipart.hpp"
#include "platform/http/shared.hpp"

#include <chrono>
#include <functional>
#include <optional>

namespace heed::http {

/// One request and its answer, without the socket. The loop and a worker use it in turns, never
/// at once. This is the place of the server that catches faults: storage trouble becomes 503,
/// anything else 500 with the request id as incident.
class Exchange {
public:
    using Clock = std::chrono::steady_clock;

    Exchange(Shared& shared, const IpAddress& peer);
    Exchange(const Exchange&) = delete;
    Exchange& operator=(const Exchange&) = delete;
    ~Exchange();

    MessageParser& parser() { return parser_; }

    [[nodiscard]] const Route& route() const { return *route_; }

    [[nodiscard]] bool is_multipart() const { return multipart_.has_value(); }

    /// What is to be sent, once there is something.
    std::optional<Answer>& answer() { return answer_; }

    /// The head has been read: finds the route, or answers.
    void take_in();
    /// The body comes next: opens the reader of a multipart body, or answers.
    void open_body();
    /// Counts the body in memory, and answers when all bodies together have become too much.
    void account_body();
    /// Answers what cannot be read any further; the connection is of no use after it.
    void reject(const Rejection& rejection);
    /// There was no place in the lane's queue.
    void refuse_full();
    /// The lane's turn came too late.
    void refuse_late();
    /// Answers, and keeps the connection if the request has been read to its end.
    void refuse(const Error& error);

    // For workers: each may leave an answer.
    void run_hook();
    void run_part();
    void run_last_part();
    void run_handler();

    /// Writes the line of the access log.
    void report() const;

private:
    /// Runs `step` and answers its refusal or fault.
    void attempt(const std::function<Result<void>()>& step);
    void guard(const std::function<Answer()>& step);
    [[nodiscard]] bool is_settled() const;
    [[nodiscard]] Answer made(Response response) const;
    [[nodiscard]] Answer refused(const Error& error) const;
    [[nodiscard]] Response for_people(Response problem, const Error& words) const;
    [[nodiscard]] Answer storage_trouble(std::string_view what) const;
    [[nodiscard]] Answer trouble_afterwards(std::string_view what) const;
    [[nodiscard]] Answer incident(std::string_view what) const;
    [[nodiscard]] Answer handled();
    void report_fault(std::string_view what) const;

    Shared& shared_;
    const IpAddress& peer_;
    mutable MessageParser parser_;
    const Route* route_ = nullptr;
    std::optional<MultipartReader> multipart_;
    std::optional<Answer> answer_;
    std::uint64_t body_memory_ = 0; // counted in shared_
    Clock::time_point started_at_;
};

} // namespace heed::http
