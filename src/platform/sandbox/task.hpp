// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "kernel/result.hpp"
#include "platform/sandbox/codec.hpp"
#include "platform/sandbox/here.hpp" // IWYU pragma: export

#include <functional>
#include <string>
#include <string_view>

namespace heed::sandbox {

/// Work on the bytes of strangers: values in, values out, without database, files, network or
/// clock, so that it may run where none of them can be reached. `In` and `Out` have HEED_FIELDS.
template <class Out, class In>
struct Task {
    std::string_view name;
    Result<Out> (*work)(const In&);
};

/// What a task is given that needs nothing but a stranger's bytes.
struct Bytes {
    std::string_view bytes;
};
HEED_FIELDS(Bytes, bytes)

/// A task by what it is given and gives on the wire.
struct OfferedTask {
    std::string_view name;
    std::function<std::string(std::string_view)> work;
};

/// The code of the refusal of work whose process died, hung or spoke nonsense, also at another try.
inline constexpr std::string_view work_lost = "work_lost";

/// Where tasks are done.
class Sandbox {
public:
    Sandbox() = default;
    Sandbox(const Sandbox&) = delete;
    Sandbox& operator=(const Sandbox&) = delete;
    virtual ~Sandbox() = default;

    /// Whether it is this very process, so that nothing needs to become bytes.
    [[nodiscard]] virtual bool is_here() const { return false; }

    /// Does the task of that name on a message. Refuses `work_lost`.
    virtual Result<std::string> run(std::string_view task, std::string_view input) = 0;

    /// What an administrator is told of how far it is shut in.
    struct State {
        bool shut_in = true;
        std::string text; // a sentence
        std::string cure = {};
    };

    virtual State state() = 0;
};

/// How a refusal and a value travel in one answer.
struct WireError {
    Refusal kind = Refusal::invalid;
    std::string code;
    std::string pointer;
    std::string detail;
};
HEED_FIELDS(WireError, kind, code, pointer, detail)

template <class Out>
std::string encode_result(const Result<Out>& result) {
    std::string out;
    append(out, result.has_value());
    if (result) {
        append(out, *result);
    } else {
        const auto& error = result.error();
        append(out, WireError{error.kind, error.code, error.pointer, error.detail});
    }
    return out;
}

template <class Out>
Result<Out> decode_result(std::string_view message) {
    Reader reader(message);
    if (reader.take<bool>()) return reader.take<Out>();
    auto error = reader.take<WireError>();
    return std::unexpected(Error{
        .kind = error.kind,
        .code = std::move(error.code),
        .pointer = std::move(error.pointer),
        .detail = std::move(error.detail),
        .members = {},
    });
}

template <class Out, class In>
OfferedTask offered(const Task<Out, In>& task) {
    return {.name = task.name, .work = [work = task.work](std::string_view input) {
                return encode_result<Out>(work(decode<In>(input)));
            }};
}

/// Refuses what the task refuses, and `work_lost`.
template <class Out, class In>
Result<Out> run(Sandbox& sandbox, const Task<Out, In>& task, const In& input) {
    if (sandbox.is_here()) return task.work(input);
    const auto answer = TRY(sandbox.run(task.name, encode(input)));
    try {
        return decode_result<Out>(answer);
    } catch (const BadMessage& nonsense) {
        return refuse(Refusal::unavailable, work_lost, "", nonsense.what());
    }
}

} // namespace heed::sandbox
