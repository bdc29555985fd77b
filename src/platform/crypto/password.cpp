// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/crypto/password.hpp"

#include "kernel/check.hpp"
#include "kernel/text.hpp"
#include "platform/crypto/digest.hpp"
#include "platform/crypto/encoding.hpp"
#include "platform/crypto/guessable_passwords.hpp"

#include <argon2.h>
#include <charconv>
#include <condition_variable>
#include <fmt/format.h>
#include <glib.h>
#include <mutex>

namespace heed::crypto {

namespace {

constexpr std::size_t characters_min = 8;
constexpr std::size_t characters_max = 256;
// More than any password that was accepted can have, also after composing.
constexpr std::size_t bytes_max = 4 * characters_max;
constexpr std::size_t salt_size = 16;
constexpr std::size_t hash_size = 32;

/// Unicode NFC: "é" typed on a Mac and on a PC is one password.
std::string composed(std::string_view text) {
    const auto valid = valid_utf8(text);
    gchar* const normal = g_utf8_normalize(
        valid.data(), static_cast<gssize>(valid.size()), G_NORMALIZE_DEFAULT_COMPOSE
    );
    CHECK(normal != nullptr);
    std::string result(normal);
    g_free(normal);
    return result;
}

} // namespace

std::optional<Error> password_refusal(std::string_view text, std::string_view pointer) {
    const auto refused = [&](std::string_view code, std::string_view detail) {
        return refuse(Refusal::invalid, code, pointer, detail).error();
    };
    if (text.size() > bytes_max)
        return refused("too_long", "A password has at most 256 characters.");
    const auto length = code_points(composed(text));
    if (length < characters_min)
        return refused("too_short", "A password needs at least 8 characters.");
    if (length > characters_max)
        return refused("too_long", "A password has at most 256 characters.");
    if (is_guessable_password(text))
        return refused(
            "too_common",
            "This password is one of the first that attackers try. Choose another one."
        );
    return std::nullopt;
}

bool PasswordCost::is_below_floor() const {
    return memory_kib < floor().memory_kib || passes < floor().passes || lanes < floor().lanes;
}

/// Lets a bounded number in, a bounded number wait, and turns away the rest.
class Passwords::Gate {
public:
    explicit Gate(Limits limits) : limits_(limits) {}

    bool enter() {
        std::unique_lock lock(mutex_);
        if (inside_ >= limits_.at_once && waiting_ >= limits_.waiting_max) return false;
        ++waiting_;
        left_.wait(lock, [&] { return inside_ < limits_.at_once; });
        --waiting_;
        ++inside_;
        return true;
    }

    void leave() {
        {
            const std::scoped_lock lock(mutex_);
            --inside_;
        }
        left_.notify_one();
    }

private:
    Limits limits_;
    std::mutex mutex_;
    std::condition_variable left_;
    std::size_t inside_ = 0;
    std::size_t waiting_ = 0;
};

namespace {

std::string argon2_hash(std::string_view password, const PasswordCost& cost) {
    const auto salt = random_bytes(salt_size);
    std::string encoded(
        argon2_encodedlen(
            cost.passes, cost.memory_kib, cost.lanes, salt_size, hash_size, Argon2_id
        ),
        '\0'
    );
    const auto outcome = argon2id_hash_encoded(
        cost.passes,
        cost.memory_kib,
        cost.lanes,
        password.data(),
        password.size(),
        salt.data(),
        salt.size(),
        hash_size,
        encoded.data(),
        encoded.size()
    );
    if (outcome != ARGON2_OK) throw Fault(fmt::format("argon2: {}", argon2_error_message(outcome)));
    encoded.resize(encoded.find('\0'));
    return encoded;
}

bool argon2_verify(const std::string& encoded, std::string_view password) {
    const auto outcome = argon2id_verify(encoded.c_str(), password.data(), password.size());
    if (outcome == ARGON2_MEMORY_ALLOCATION_ERROR) throw Fault("argon2: out of memory");
    return outcome == ARGON2_OK;
}

/// Reads `name` and its number at the front, as in `m=65536`.
std::optional<std::uint32_t> take_parameter(std::string_view& text, std::string_view name) {
    if (!text.starts_with(name)) return std::nullopt;
    text.remove_prefix(name.size());
    std::uint32_t value = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
    if (read.ec != std::errc{}) return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(read.ptr - text.data()));
    return value;
}

// $argon2id$v=19$m=65536,t=3,p=1$SALT$HASH
std::optional<PasswordCost> cost_of(std::string_view encoded) {
    const auto memory = take_parameter(encoded, "$argon2id$v=19$m=");
    const auto passes = take_parameter(encoded, ",t=");
    const auto lanes = take_parameter(encoded, ",p=");
    if (!memory || !passes || !lanes) return std::nullopt;
    return PasswordCost{.memory_kib = *memory, .passes = *passes, .lanes = *lanes};
}

std::unexpected<Error> busy() {
    return refuse(
        Refusal::unavailable,
        "busy",
        {},
        "Too many people are signing in right now; try again in a moment."
    );
}

template <class Gate>
class Inside {
public:
    explicit Inside(Gate& gate) : gate_(gate) {}

    ~Inside() { gate_.leave(); }

    Inside(const Inside&) = delete;
    Inside& operator=(const Inside&) = delete;

private:
    Gate& gate_;
};

} // namespace

Passwords::Passwords(PasswordCost cost) : Passwords(cost, Limits{}) {}

Passwords::Passwords(PasswordCost cost, Limits limits)
    : cost_(cost),
      gate_(std::make_unique<Gate>(limits)),
      dummy_(argon2_hash(random_bytes(hash_size), cost)) {
    CHECK(!cost.is_below_floor());
    CHECK(limits.at_once > 0);
}

Passwords::~Passwords() = default;

Result<std::string> Passwords::hash(std::string_view password) {
    CHECK(password.size() <= bytes_max);
    const auto normal = composed(password);
    if (!gate_->enter()) return busy();
    const Inside inside(*gate_);
    return argon2_hash(normal, cost_);
}

Result<bool> Passwords::verify(std::string_view password, std::string_view encoded) {
    const bool possible = password.size() <= bytes_max && cost_of(encoded).has_value();
    const auto normal = composed(utf8_prefix(password, bytes_max));
    if (!gate_->enter()) return busy();
    const Inside inside(*gate_);
    const bool fits = argon2_verify(possible ? std::string(encoded) : dummy_, normal);
    return possible && fits;
}

Result<> Passwords::dummy_verify(std::string_view password) {
    const auto checked = verify(password, dummy_);
    if (!checked) return std::unexpected(checked.error());
    return {};
}

bool Passwords::needs_rehash(std::string_view encoded) const {
    return cost_of(encoded) != cost_;
}

} // namespace heed::crypto
