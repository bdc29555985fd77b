// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/json/decode.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <memory>

namespace heed {

namespace {

std::string_view article_of(std::string_view expected) {
    if (expected == "text" || expected == "true or false") return "";
    return std::string_view("aeiou").contains(expected.front()) ? "an " : "a ";
}

/// Which item of a list this is; nothing for the name of a field.
std::optional<std::size_t> index_in(std::string_view name) {
    std::size_t index = 0;
    const auto* const first = std::to_address(name.begin());
    const auto* const last = std::to_address(name.end());
    const auto [end, problem] = std::from_chars(first, last, index);
    return problem == std::errc{} && end == last ? std::optional(index) : std::nullopt;
}

/// What a caller reads: `detail` goes on where the name of the field begins, unless it is a
/// sentence of its own.
std::string sentence_about(std::string_view pointer, std::string_view detail) {
    if (detail.front() < 'a' || detail.front() > 'z') return std::string(detail);
    if (pointer.empty()) return fmt::format("The body {}", detail);
    const auto last = pointer.rfind('/');
    const auto name = pointer.substr(last + 1);
    const auto index = index_in(name);
    if (!index) return fmt::format("The field {} {}", name, detail);
    if (last == 0) return fmt::format("Item {} {}", *index + 1, detail);
    const auto list = pointer.substr(0, last);
    return fmt::format("Item {} of {} {}", *index + 1, list.substr(list.rfind('/') + 1), detail);
}

/// RFC 6901: `~` and `/` inside a name are written `~0` and `~1`.
void append_name(std::string& pointer, std::string_view name) {
    for (const char letter : name) {
        if (letter == '~')
            pointer += "~0";
        else if (letter == '/')
            pointer += "~1";
        else
            pointer += letter;
    }
}

std::string_view expected_integer(Json json) {
    return json.kind() == Json::Kind::number ? "integer, without fraction or exponent" : "integer";
}

/// Too long a whole number is read as one with a fraction; its writer meant an integer.
bool is_beyond_integers(Json json) {
    constexpr double first_beyond = 9'223'372'036'854'775'808.0; // 2^63
    return json.kind() == Json::Kind::number && std::abs(json.as_double()) >= first_beyond;
}

} // namespace

std::string Decoder::pointer() const {
    auto pointer = base_;
    for (const auto& step : steps_) {
        pointer += '/';
        if (step.name.data() == nullptr)
            pointer += std::to_string(step.index);
        else
            append_name(pointer, step.name);
    }
    return pointer;
}

void Decoder::wrong(std::string_view code, std::string_view detail) {
    if (errors_.size() >= errors_max) return;
    auto where = pointer();
    auto says = sentence_about(where, detail);
    errors_.push_back({std::string(code), std::move(where), std::move(says)});
}

void Decoder::wrong_type(std::string_view expected) {
    wrong("wrong_type", fmt::format("must be {}{}.", article_of(expected), expected));
}

void Decoder::missing(std::string_view name) {
    enter(name);
    wrong("required", "is required.");
    leave();
}

bool Decoder::check_object(Json object, std::span<const std::string_view> names) {
    if (object.kind() != Json::Kind::object) {
        wrong_type("object");
        return false;
    }
    if (mode_ == Mode::fact) return true;
    for (std::size_t index = 0; index < object.size(); ++index) {
        if (std::ranges::find(names, object.key(index)) != names.end()) continue;
        enter(object.key(index));
        wrong("unknown_field", "There is no field of this name here.");
        leave();
    }
    return true;
}

bool Decoder::check_list(Json list) {
    if (list.kind() == Json::Kind::list) return true;
    wrong_type("list");
    return false;
}

Error Decoder::take_error() {
    const auto& first = errors_.front();
    Error error{
        .kind = Refusal::invalid,
        .code = first.code,
        .pointer = first.pointer,
        .detail = first.detail,
    };
    // The whole body has an empty pointer, which is an answer too: nobody need guess the place.
    if (first.pointer.empty()) error.members.emplace_back("pointer", R"("")");
    if (errors_.size() == 1) return error;

    std::string list;
    for (const auto& wrong : errors_) {
        list += list.empty() ? R"([{"code":)" : R"(,{"code":)";
        write_json(list, wrong.code);
        list += R"(,"pointer":)";
        write_json(list, wrong.pointer);
        list += R"(,"detail":)";
        write_json(list, wrong.detail);
        list += '}';
    }
    list += ']';
    error.members.emplace_back("errors", std::move(list));
    return error;
}

std::optional<std::int64_t>
decode_integer(Decoder& decoder, Json json, std::int64_t min, std::int64_t max) {
    if (json.kind() != Json::Kind::integer && !is_beyond_integers(json)) {
        decoder.wrong_type(expected_integer(json));
        return std::nullopt;
    }
    const auto value = is_beyond_integers(json) ? std::nullopt : std::optional(json.as_int64());
    if (value && *value >= min && *value <= max) return value;
    decoder.wrong("out_of_range", fmt::format("must be an integer from {} to {}.", min, max));
    return std::nullopt;
}

namespace {

/// U+0000 is valid JSON, but no database of ours keeps it in text.
bool check_text(Decoder& decoder, Json json) {
    if (json.kind() != Json::Kind::text) {
        decoder.wrong_type("text");
        return false;
    }
    if (!json.as_text().contains('\0')) return true;
    decoder.wrong("invalid_text", "must not contain U+0000.");
    return false;
}

/// What is short stands in one line: of a list, a letter's head, a protocol. Reasons and signatures
/// are longer; a password (256) stands nowhere and is as its owner chose it.
bool is_for_one_line(TextLimits limits) {
    constexpr std::size_t line_max = 300;
    constexpr std::size_t password_max = 256;
    return limits.max <= line_max && limits.max != password_max;
}

bool has_control(std::string_view text) {
    return std::ranges::any_of(text, [](char letter) {
        return static_cast<unsigned char>(letter) < ' ' || letter == '\x7f';
    });
}

} // namespace

std::optional<std::string> decode_limited_text(Decoder& decoder, Json json, TextLimits limits) {
    if (!check_text(decoder, json)) return std::nullopt;
    const auto plain = without_overrides(json.as_text());
    const auto text = trimmed(plain);
    const auto length = code_points(text);
    if (length == 0 && limits.min > 0) {
        decoder.wrong("required", "must not be empty.");
    } else if (length < limits.min) {
        decoder.wrong("too_short", fmt::format("needs at least {} characters.", limits.min));
    } else if (length > limits.max) {
        decoder.wrong(
            "too_long", fmt::format("has {} characters; {} are the most.", length, limits.max)
        );
    } else if (decoder.mode() != Decoder::Mode::fact && is_for_one_line(limits) &&
               has_control(text)) {
        decoder.wrong("one_line", "must be one line of text.");
    } else {
        return std::string(text);
    }
    return std::nullopt;
}

std::optional<std::size_t>
decode_name(Decoder& decoder, Json json, std::span<const std::string_view> names) {
    if (!check_text(decoder, json)) return std::nullopt;
    const auto found = std::ranges::find(names, json.as_text());
    if (found != names.end()) return static_cast<std::size_t>(found - names.begin());
    decoder.wrong("unknown_value", fmt::format("must be one of: {}.", fmt::join(names, ", ")));
    return std::nullopt;
}

void decode_value(Decoder& decoder, Json json, bool& out) {
    if (json.kind() != Json::Kind::boolean) return decoder.wrong_type("true or false");
    out = json.as_bool();
}

void decode_value(Decoder& decoder, Json json, double& out) {
    if (json.kind() != Json::Kind::integer && json.kind() != Json::Kind::number)
        return decoder.wrong_type("number");
    out = json.as_double();
}

void decode_value(Decoder& decoder, Json json, std::string& out) {
    if (check_text(decoder, json)) out = json.as_text();
}

void decode_value(Decoder& decoder, Json json, Instant& out) {
    if (json.kind() != Json::Kind::text) return decoder.wrong_type("instant as text (RFC 3339)");
    const auto instant = instant_from_rfc3339(json.as_text());
    if (!instant)
        return decoder.wrong(
            "invalid_instant", "must be an instant such as 2026-06-10T09:00:00.000Z (RFC 3339)."
        );
    out = *instant;
}

void decode_value(Decoder&, Json json, RawJson& out) {
    out.text = json.to_text();
}

} // namespace heed
