// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "kernel/json.hpp"
#include "kernel/result.hpp"
#include "platform/json/json.hpp"

#include <array>
#include <concepts>
#include <limits>
#include <span>
#include <utility>

namespace heed {

/// Where a decode stands and what it found wrong. A type of its own joins in with a function
/// `void decode_value(Decoder&, Json, T&)` found beside it.
class Decoder {
public:
    enum class Mode {
        strict, // request bodies: an unknown field is refused
        fact    // our own stored text: fields of a later version are passed over, ids may be 0
    };

    explicit Decoder(Mode mode, std::string_view pointer = {}) : mode_(mode), base_(pointer) {}

    [[nodiscard]] Mode mode() const { return mode_; }

    [[nodiscard]] bool failed() const { return !errors_.empty(); }

    /// Notes what is wrong where the decode stands. At most `errors_max` are kept.
    void wrong(std::string_view code, std::string_view detail);
    void wrong_type(std::string_view expected);
    void missing(std::string_view name);

    /// False, and noted, when `object` is none. Notes members not among `names` when strict.
    bool check_object(Json object, std::span<const std::string_view> names);
    bool check_list(Json list);

    void enter(std::string_view name) { steps_.push_back({name, 0}); }

    void enter(std::size_t index) { steps_.push_back({{}, index}); }

    void leave() { steps_.pop_back(); }

    /// All that was noted as one refusal: the first, the whole list under `errors` if longer.
    [[nodiscard]] Error take_error();

    static constexpr std::size_t errors_max = 20;

private:
    struct Step {
        std::string_view name; // null when a list item
        std::size_t index;
    };

    struct Wrong {
        std::string code;
        std::string pointer;
        std::string detail;
    };

    [[nodiscard]] std::string pointer() const;

    Mode mode_;
    std::string base_;
    std::vector<Step> steps_;
    std::vector<Wrong> errors_;
};

struct TextLimits {
    std::size_t min;
    std::size_t max;
};

/// The building bricks, one for each kind of leaf.
std::optional<std::int64_t> decode_integer(Decoder&, Json, std::int64_t min, std::int64_t max);
std::optional<std::string> decode_limited_text(Decoder&, Json, TextLimits);
std::optional<std::size_t> decode_name(Decoder&, Json, std::span<const std::string_view> names);

void decode_value(Decoder&, Json, bool& out);
void decode_value(Decoder&, Json, double& out);
void decode_value(Decoder&, Json, std::string& out);
void decode_value(Decoder&, Json, Instant& out);
void decode_value(Decoder&, Json, RawJson& out);

/// What of `T` a JSON integer can hold: unsigned 64-bit numbers end at the signed maximum.
template <std::integral T>
inline constexpr auto integer_min = static_cast<std::int64_t>(std::numeric_limits<T>::min());
template <std::integral T>
inline constexpr auto integer_max = std::in_range<std::int64_t>(std::numeric_limits<T>::max())
                                        ? static_cast<std::int64_t>(std::numeric_limits<T>::max())
                                        : std::numeric_limits<std::int64_t>::max();

template <std::integral T>
    requires(!std::same_as<T, bool> && !std::same_as<T, char>)
void decode_value(Decoder& decoder, Json json, T& out) {
    const auto value = decode_integer(decoder, json, integer_min<T>, integer_max<T>);
    if (value) out = static_cast<T>(*value);
}

inline constexpr std::int64_t id_max = (std::int64_t{1} << 53) - 1;

template <class Tag>
void decode_value(Decoder& decoder, Json json, Id<Tag>& out) {
    const std::int64_t min = decoder.mode() == Decoder::Mode::fact ? 0 : 1;
    if (const auto value = decode_integer(decoder, json, min, id_max)) out = Id<Tag>{*value};
}

template <std::size_t min, std::size_t max>
void decode_value(Decoder& decoder, Json json, Text<min, max>& out) {
    if (auto text = decode_limited_text(decoder, json, {.min = min, .max = max}))
        out.value = std::move(*text);
}

template <NamedEnum E>
void decode_value(Decoder& decoder, Json json, E& out) {
    if (const auto index = decode_name(decoder, json, enum_names<E>)) out = static_cast<E>(*index);
}

template <HasFields T>
void decode_value(Decoder& decoder, Json json, T& out);
template <class T>
void decode_value(Decoder& decoder, Json json, std::vector<T>& out);
template <class T>
void decode_value(Decoder& decoder, Json json, std::map<std::string, T>& out);

template <class T>
void decode_value(Decoder& decoder, Json json, std::optional<T>& out) {
    out.reset();
    if (json.kind() != Json::Kind::null) decode_value(decoder, json, out.emplace());
}

template <class T>
void decode_value(Decoder& decoder, Json json, Field<T>& out) {
    out.present = true;
    decode_value(decoder, json, out.value);
}

template <class T>
void decode_value(Decoder& decoder, Json json, std::vector<T>& out) {
    out.clear();
    if (!decoder.check_list(json)) return;
    out.reserve(json.size());
    for (std::size_t index = 0; index < json.size(); ++index) {
        T item{};
        decoder.enter(index);
        decode_value(decoder, json.item(index), item);
        decoder.leave();
        out.push_back(std::move(item));
    }
}

template <class T>
void decode_value(Decoder& decoder, Json json, std::map<std::string, T>& out) {
    out.clear();
    if (json.kind() != Json::Kind::object) return decoder.wrong_type("object");
    for (std::size_t index = 0; index < json.size(); ++index) {
        decoder.enter(json.key(index));
        decode_value(decoder, json.item(index), out[std::string(json.key(index))]);
        decoder.leave();
    }
}

namespace json_detail {

/// What may be left out of a body: optionals, PATCH fields, and lists and maps (then empty).
template <class T>
inline constexpr bool may_be_absent = false;
template <class T>
inline constexpr bool may_be_absent<std::optional<T>> = true;
template <class T>
inline constexpr bool may_be_absent<Field<T>> = true;
template <class T>
inline constexpr bool may_be_absent<std::vector<T>> = true;
template <class T>
inline constexpr bool may_be_absent<std::map<std::string, T>> = true;

template <HasFields T>
inline constexpr auto field_names = [] {
    std::array<std::string_view, field_count<T>> names{};
    std::size_t at = 0;
    for_each_field_type<T>([&](std::string_view name, auto) { names[at++] = name; });
    return names;
}();

} // namespace json_detail

template <HasFields T>
void decode_value(Decoder& decoder, Json json, T& out) {
    if (!decoder.check_object(json, json_detail::field_names<T>)) return;
    for_each_field(out, [&]<class Member>(std::string_view name, Member& member) {
        if (const auto found = json.find(name)) {
            decoder.enter(name);
            decode_value(decoder, *found, member);
            decoder.leave();
        } else if constexpr (!json_detail::may_be_absent<Member>) {
            decoder.missing(name);
        }
    });
}

/// Reads `json` as a `T`, strictly. `pointer` is where it stands in the whole body.
template <class T>
Result<T> decode(Json json, std::string_view pointer = {}) {
    Decoder decoder(Decoder::Mode::strict, pointer);
    T value{};
    decode_value(decoder, json, value);
    if (decoder.failed()) return std::unexpected(decoder.take_error());
    return value;
}

/// Reads a request body: 400 when it is no JSON, 422 with pointers when it is not a `T`.
template <class T>
Result<T> parse_json(std::string_view text) {
    const auto document = TRY(JsonDocument::parse(text));
    return decode<T>(document.root());
}

/// Reads what Heed itself stored, maybe by a later version.
template <class T>
Result<T> decode_fact(std::string_view text) {
    const auto document = TRY(JsonDocument::parse(text));
    Decoder decoder(Decoder::Mode::fact);
    T value{};
    decode_value(decoder, document.root(), value);
    if (decoder.failed()) return std::unexpected(decoder.take_error());
    return value;
}

} // namespace heed
