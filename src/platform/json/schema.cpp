// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/json/schema.hpp"

#include "kernel/check.hpp"

#include <fmt/format.h>

namespace heed {

SchemaText SchemaText::or_null() const {
    auto nullable = *this;
    if (!reference.empty()) {
        nullable.reference = fmt::format(R"("anyOf":[{{{}}},{{"type":"null"}}])", reference);
        return nullable;
    }
    if (!types.empty()) nullable.types += R"(,"null")";
    // An enumeration allows only what it lists.
    if (rest.starts_with(R"(,"enum":[)")) nullable.rest.insert(rest.size() - 1, ",null");
    return nullable;
}

std::string SchemaText::text() const {
    if (!reference.empty()) return "{" + reference + "}";
    if (types.empty()) return "{}";
    const bool several = types.contains(',');
    return fmt::format(
        R"({{"type":{}{}{}{}}})", several ? "[" : "", types, several ? "]" : "", rest
    );
}

SchemaText Schemas::enumeration(std::span<const std::string_view> names) {
    std::string list;
    for (const auto name : names) {
        list += list.empty() ? R"(,"enum":[)" : ",";
        write_json_string(list, name);
    }
    return {.types = R"("string")", .rest = list + "]"};
}

SchemaText Schemas::integer(std::int64_t min, std::int64_t max) {
    return {
        .types = R"("integer")", .rest = fmt::format(R"(,"minimum":{},"maximum":{})", min, max)
    };
}

SchemaText Schemas::limited_text(TextLimits limits) {
    SchemaText text{.types = R"("string")", .rest = {}};
    if (limits.min > 0) text.rest += fmt::format(R"(,"minLength":{})", limits.min);
    text.rest += fmt::format(R"(,"maxLength":{})", limits.max);
    return text;
}

SchemaText Schemas::list(const SchemaText& item) {
    SchemaText list{.types = R"("array")", .rest = R"(,"items":)" + item.text()};
    if (use_ == SchemaUse::request)
        list.rest += fmt::format(R"(,"maxItems":{})", JsonDocument::items_max);
    return list;
}

SchemaText Schemas::map(const SchemaText& item) {
    return {.types = R"("object")", .rest = R"(,"additionalProperties":)" + item.text()};
}

void Schemas::Struct::field(std::string_view name, const SchemaText& schema, bool required) {
    if (!properties_.empty()) properties_ += ',';
    write_json_string(properties_, name);
    properties_ += ':';
    properties_ += schema.text();
    if (!required) return;
    if (!required_.empty()) required_ += ',';
    write_json_string(required_, name);
}

/// A struct used on both sides is written twice, the request side as `NameInput`.
Schemas::Named Schemas::begin(std::string_view name, std::string_view type) {
    std::string unique(name);
    auto owner = owners_.find(unique);
    if (owner != owners_.end() && owner->second.first == type && owner->second.second != use_) {
        unique += use_ == SchemaUse::request ? "Input" : "Answer";
        owner = owners_.find(unique);
    }
    const bool is_new = owner == owners_.end();
    if (!is_new && owner->second.first != type)
        throw Fault(fmt::format(
            "two structs are called {}: specialise schema_name for one of them ({} and {})",
            unique,
            owner->second.first,
            type
        ));
    if (is_new) owners_.emplace(unique, std::pair{std::string(type), use_});
    return {.name = unique, .type = type, .is_new = is_new};
}

void Schemas::finish(const Named& named, const Struct& described) {
    std::string text = R"({"type":"object")";
    text += fmt::format(R"(,"properties":{{{}}})", described.properties_);
    if (!described.required_.empty())
        text += fmt::format(R"(,"required":[{}])", described.required_);
    named_[named.name] = text + R"(,"additionalProperties":false})";
}

void Schemas::extend(
    const std::string& reference, std::string_view member, const SchemaText& schema
) {
    // {"$ref":"#/components/schemas/TicketView"}
    const auto slash = reference.rfind('/');
    CHECK(slash != std::string::npos && reference.ends_with("\"}"));
    auto& text = named_.at(reference.substr(slash + 1, reference.size() - slash - 3));
    const auto property = fmt::format(R"("{}":{})", member, schema.text());
    if (text.contains(property)) return;
    constexpr std::string_view begin = R"("properties":{)";
    const auto at = text.find(begin) + begin.size();
    text.insert(at, property + (text[at] == '}' ? "" : ","));
}

std::string Schemas::any_of(std::initializer_list<std::string> schemas) {
    return fmt::format(R"({{"anyOf":[{}]}})", fmt::join(schemas, ","));
}

SchemaText Schemas::reference(const Named& named) const {
    return {
        .types = {}, .rest = {}, .reference = fmt::format(R"("$ref":"{}{}")", prefix_, named.name)
    };
}

SchemaText schema_of(Schemas&, std::type_identity<bool>) {
    return {.types = R"("boolean")", .rest = {}};
}

SchemaText schema_of(Schemas&, std::type_identity<double>) {
    return {.types = R"("number")", .rest = {}};
}

SchemaText schema_of(Schemas&, std::type_identity<std::string>) {
    return {.types = R"("string")", .rest = {}};
}

SchemaText schema_of(Schemas&, std::type_identity<Instant>) {
    return {.types = R"("string")", .rest = R"(,"format":"date-time")"};
}

SchemaText schema_of(Schemas&, std::type_identity<RawJson>) {
    return {};
}

namespace json_detail {

std::string plain_type_name(std::string_view type_key) {
    // "… [with T = heed::tickets::TicketRow; …]"; template arguments do not belong to the name.
    const auto from = type_key.find("T = ") + 4;
    auto name = type_key.substr(from, type_key.find_first_of(";]<", from) - from);
    if (const auto colon = name.rfind(':'); colon != std::string_view::npos)
        name.remove_prefix(colon + 1);
    // `TicketWire` is a ticket on its way; who reads the document knows that.
    if (name.ends_with("Wire")) name.remove_suffix(std::string_view("Wire").size());
    return std::string(name);
}

} // namespace json_detail

std::string with_definitions(const std::string& schema, const Schemas& schemas) {
    if (schemas.named().empty()) return schema;
    std::string definitions;
    for (const auto& [name, text] : schemas.named()) {
        if (!definitions.empty()) definitions += ',';
        write_json_string(definitions, name);
        definitions += ':' + text;
    }
    return fmt::format(
        R"({}{}"$defs":{{{}}}}})",
        schema.substr(0, schema.size() - 1),
        schema == "{}" ? "" : ",",
        definitions
    );
}

} // namespace heed
