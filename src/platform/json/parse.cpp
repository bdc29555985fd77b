// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/json/node.hpp"

#include <algorithm>
#include <boost/json/basic_parser_impl.hpp>
#include <charconv>
#include <cmath>
#include <cstring>
#include <fmt/format.h>
#include <memory_resource>

namespace heed {

namespace {

namespace json = boost::json;

bool has_duplicate(std::span<const JsonNode> members) {
    constexpr std::size_t pairwise_max = 16; // up to here comparing all is cheaper than sorting
    if (members.size() <= pairwise_max) {
        for (std::size_t at = 1; at < members.size(); ++at) {
            const auto before = members.first(at);
            if (std::ranges::find(before, members[at].key, &JsonNode::key) != before.end())
                return true;
        }
        return false;
    }
    std::vector<std::string_view> keys;
    keys.reserve(members.size());
    for (const auto& member : members) keys.push_back(member.key);
    std::ranges::sort(keys);
    return std::ranges::adjacent_find(keys) != keys.end();
}

/// Builds the tree bottom up: values wait on a stack until their list or object ends.
class Builder {
public:
    // Read by the parser.
    static constexpr std::size_t max_array_size = JsonDocument::items_max;
    static constexpr std::size_t max_object_size = JsonDocument::items_max;
    static constexpr std::size_t max_string_size = 0x7ffffffe;
    static constexpr std::size_t max_key_size = 0x7ffffffe;

    explicit Builder(std::pmr::memory_resource& arena) : arena_(&arena) {}

    [[nodiscard]] const JsonNode& root() const { return values_.back(); }

    /// What this builder refused; empty when the parser itself did.
    [[nodiscard]] std::string_view flaw() const { return flaw_; }

    // The names and signatures below are the parser's.
    using Code = boost::system::error_code;

    bool on_document_begin(Code&) { return true; }

    bool on_document_end(Code&) { return true; }

    bool on_object_begin(Code&) { return true; }

    bool on_array_begin(Code&) { return true; }

    bool on_object_end(std::size_t count, Code& code) {
        const auto children = take_values(count);
        for (std::size_t at = 0; at < count; ++at)
            children[at].key = keys_[keys_.size() - count + at];
        keys_.resize(keys_.size() - count);
        if (has_duplicate(children))
            return stop(code, "An object of this JSON has two members of one name");
        push({.kind = Json::Kind::object, .children = children});
        return true;
    }

    bool on_array_end(std::size_t count, Code&) {
        push({.kind = Json::Kind::list, .children = take_values(count)});
        return true;
    }

    bool on_key_part(std::string_view part, std::size_t, Code&) {
        pending_ += part;
        return true;
    }

    bool on_key(std::string_view last, std::size_t, Code&) {
        keys_.push_back(take_text(last));
        return true;
    }

    bool on_string_part(std::string_view part, std::size_t, Code&) {
        pending_ += part;
        return true;
    }

    bool on_string(std::string_view last, std::size_t, Code&) {
        push({.kind = Json::Kind::text, .text = take_text(last)});
        return true;
    }

    bool on_number_part(std::string_view part, Code&) {
        pending_ += part;
        return true;
    }

    bool on_int64(std::int64_t value, std::string_view, Code&) {
        pending_.clear();
        push({.kind = Json::Kind::integer, .integer = value});
        return true;
    }

    bool on_uint64(std::uint64_t value, std::string_view, Code&) {
        pending_.clear();
        push({.kind = Json::Kind::number, .number = static_cast<double>(value)});
        return true;
    }

    // The parser's own value is not rounded to the nearest, so the digits are read again.
    bool on_double(double rough, std::string_view last, Code& code) {
        pending_ += last;
        double value = 0;
        const auto end = pending_.data() + pending_.size();
        const auto read = std::from_chars(pending_.data(), end, value);
        pending_.clear();
        const bool underflow = read.ec == std::errc::result_out_of_range && std::abs(rough) < 1;
        if (read.ec != std::errc{} && !underflow)
            return stop(code, "A number of this JSON is larger than 1.7976931348623157e308");
        // Minus zero is zero to everyone who reads what we write.
        push({.kind = Json::Kind::number, .number = value == 0 ? 0 : value});
        return true;
    }

    bool on_bool(bool value, Code&) {
        push({.kind = Json::Kind::boolean, .boolean = value});
        return true;
    }

    bool on_null(Code&) {
        push({});
        return true;
    }

    bool on_comment_part(std::string_view, Code&) { return true; }

    bool on_comment(std::string_view, Code&) { return true; }

private:
    bool stop(Code& code, std::string_view flaw) {
        flaw_ = flaw;
        code = json::error::syntax;
        return false;
    }

    void push(const JsonNode& node) { values_.push_back(node); }

    std::span<JsonNode> take_values(std::size_t count) {
        if (count == 0) return {};
        std::pmr::polymorphic_allocator<JsonNode> allocator(arena_);
        auto* const nodes = allocator.allocate(count);
        const auto first = values_.end() - static_cast<std::ptrdiff_t>(count);
        std::uninitialized_copy(first, values_.end(), nodes);
        values_.erase(first, values_.end());
        return {nodes, count};
    }

    std::string_view take_text(std::string_view last) {
        pending_ += last;
        auto* const bytes = static_cast<char*>(arena_->allocate(pending_.size() + 1, 1));
        std::memcpy(bytes, pending_.data(), pending_.size());
        const std::string_view text(bytes, pending_.size());
        pending_.clear();
        return text;
    }

    std::pmr::memory_resource* arena_;
    std::vector<JsonNode> values_;
    std::vector<std::string_view> keys_;
    std::string pending_;
    std::string_view flaw_;
};

json::parse_options strict_options() {
    json::parse_options options;
    // The parser counts levels still open, the innermost included.
    options.max_depth = JsonDocument::depth_max;
    return options;
}

std::string place_in(std::string_view text, std::size_t at) {
    const auto before = text.substr(0, at);
    const auto line = std::ranges::count(before, '\n') + 1;
    const auto line_start =
        before.rfind('\n') == std::string_view::npos ? std::size_t{0} : before.rfind('\n') + 1;
    return fmt::format("in line {}, column {}", line, at - line_start + 1);
}

std::unexpected<Error>
refuse_text(json::error flaw, std::string_view what, const std::string& place) {
    const auto malformed = [](const std::string& detail) {
        return refuse(Refusal::malformed, "invalid_json", {}, detail);
    };
    if (flaw == json::error::array_too_large || flaw == json::error::object_too_large) {
        const auto* const kind = flaw == json::error::array_too_large ? "A list" : "An object";
        const auto detail = fmt::format(
            "{} of this JSON has more than {} items {}.", kind, JsonDocument::items_max, place
        );
        return refuse(Refusal::too_large, "too_many_items", {}, detail);
    }
    if (flaw == json::error::too_deep) {
        const auto most = JsonDocument::depth_max;
        return malformed(fmt::format("This JSON is more than {} levels deep {}.", most, place));
    }
    return malformed(fmt::format("{} {}.", what, place));
}

} // namespace

struct JsonDocument::Body {
    std::pmr::monotonic_buffer_resource arena{1024};
    JsonNode root;
};

JsonDocument::JsonDocument(std::unique_ptr<Body> body) : body_(std::move(body)) {}

JsonDocument::JsonDocument(JsonDocument&&) noexcept = default;
JsonDocument& JsonDocument::operator=(JsonDocument&&) noexcept = default;
JsonDocument::~JsonDocument() = default;

Json JsonDocument::root() const {
    return Json{body_->root};
}

Result<JsonDocument> JsonDocument::parse(std::string_view text) {
    auto body = std::make_unique<Body>();
    json::basic_parser<Builder> parser(strict_options(), body->arena);
    boost::system::error_code code;
    const auto read = parser.write_some(false, text.data(), text.size(), code);
    if (!code && read < text.size()) code = json::error::extra_data;
    if (code) {
        const auto flaw = std::string(parser.handler().flaw());
        const auto what = flaw.empty() ? "This is no JSON: " + code.message() : flaw;
        return refuse_text(static_cast<json::error>(code.value()), what, place_in(text, read));
    }
    body->root = parser.handler().root();
    return JsonDocument{std::move(body)};
}

} // namespace heed
