// SPDX-License-Identifier: AGPL-3.0-or-later
#include "tests/support/schema_check.hpp"

#include "kernel/check.hpp"
#include "kernel/format.hpp"
#include "kernel/instant.hpp"

#include <algorithm>
#include <set>

namespace heed::tests {

namespace {

using Kind = Json::Kind;

JsonDocument parsed(std::string_view text) {
    auto document = JsonDocument::parse(text);
    if (!document) throw Fault("no JSON: " + document.error().detail);
    return std::move(*document);
}

std::optional<Json> at(std::optional<Json> place, std::initializer_list<std::string_view> names) {
    for (const auto name : names) {
        if (!place) return std::nullopt;
        place = place->find(name);
    }
    return place;
}

std::string_view text_of(std::optional<Json> value) {
    return value && value->kind() == Kind::text ? value->as_text() : std::string_view();
}

bool is_a(std::string_view type, const Json& value) {
    switch (value.kind()) {
        case Kind::null: return type == "null";
        case Kind::boolean: return type == "boolean";
        case Kind::integer: return type == "integer" || type == "number";
        case Kind::number: return type == "number";
        case Kind::text: return type == "string";
        case Kind::list: return type == "array";
        case Kind::object: return type == "object";
    }
    return false;
}

std::size_t letters_in(std::string_view text) {
    return static_cast<std::size_t>(std::ranges::count_if(text, [](char byte) {
        return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U;
    }));
}

/// Holds a value against a schema in the words that `Schemas` writes.
class Holding {
public:
    explicit Holding(Json root) : root_(root) {}

    void hold(const Json& schema, const Json& value, const std::string& where) {
        if (const auto reference = schema.find("$ref"))
            return hold(target(*reference), value, where);
        if (const auto any = schema.find("anyOf")) return hold_any(*any, value, where);
        if (!has_type(schema, value)) return misfit(where, "is of another type", value);
        if (!is_listed(schema, value)) return misfit(where, "is none of the listed values", value);
        hold_limits(schema, value, where);
        if (value.kind() == Kind::object) hold_members(schema, value, where);
        if (value.kind() != Kind::list) return;
        for (std::size_t index = 0; index < value.size(); ++index) {
            if (const auto items = schema.find("items"))
                hold(*items, value.item(index), fmt::format("{}/{}", where, index));
        }
    }

    std::vector<std::string> misfits;

private:
    [[nodiscard]] Json target(const Json& reference) const {
        std::optional<Json> place = root_;
        auto path = reference.as_text().substr(1);
        while (place && !path.empty()) {
            path.remove_prefix(1);
            const auto name = path.substr(0, path.find('/'));
            path.remove_prefix(name.size());
            place = place->find(name);
        }
        if (!place) throw Fault("a reference to nothing: " + std::string(reference.as_text()));
        return *place;
    }

    void misfit(const std::string& where, std::string_view what, const Json& value) {
        misfits.push_back(fmt::format("{} {}: {}", where, what, value.to_text().substr(0, 200)));
    }

    void hold_any(const Json& any, const Json& value, const std::string& where) {
        std::vector<std::string> last;
        for (const auto& schema : any.items()) {
            Holding attempt(root_);
            attempt.hold(schema, value, where);
            if (attempt.misfits.empty()) return;
            if (last.empty() || schema.find("$ref")) last = std::move(attempt.misfits);
        }
        misfits.insert(misfits.end(), last.begin(), last.end());
    }

    static bool has_type(const Json& schema, const Json& value) {
        const auto type = schema.find("type");
        if (!type) return true;
        if (type->kind() == Kind::text) return is_a(type->as_text(), value);
        return std::ranges::any_of(type->items(), [&](const Json& one) {
            return is_a(one.as_text(), value);
        });
    }

    static bool is_listed(const Json& schema, const Json& value) {
        const auto names = schema.find("enum");
        return !names || std::ranges::any_of(names->items(), [&](const Json& one) {
            return one.to_text() == value.to_text();
        });
    }

    void hold_limits(const Json& schema, const Json& value, const std::string& where) {
        const auto limit = [&](std::string_view name) -> std::optional<std::int64_t> {
            const auto found = schema.find(name);
            return found ? std::optional(found->as_int64()) : std::nullopt;
        };
        if (value.kind() == Kind::integer) {
            if (limit("minimum").value_or(value.as_int64()) > value.as_int64() ||
                limit("maximum").value_or(value.as_int64()) < value.as_int64())
                misfit(where, "is out of range", value);
        }
        if (value.kind() != Kind::text) return;
        const auto length = static_cast<std::int64_t>(letters_in(value.as_text()));
        if (limit("minLength").value_or(0) > length || limit("maxLength").value_or(length) < length)
            misfit(where, "has the wrong length", value);
        if (text_of(schema.find("format")) == "date-time" && !instant_from_rfc3339(value.as_text()))
            misfit(where, "is no instant", value);
    }

    void hold_members(const Json& schema, const Json& value, const std::string& where) {
        const auto properties = schema.find("properties");
        const auto more = schema.find("additionalProperties");
        for (const auto& [name, member] : value.members()) {
            const auto place = fmt::format("{}/{}", where, name);
            if (const auto known = at(properties, {name}))
                hold(*known, member, place);
            else if (more && more->kind() == Kind::object)
                hold(*more, member, place);
            else if (more && !more->as_bool())
                misfit(place, "is not in the document", member);
        }
        const auto required = schema.find("required");
        if (!required) return;
        for (const auto& name : required->items()) {
            if (!value.find(name.as_text()))
                misfit(where, fmt::format("lacks {}", name.as_text()), value);
        }
    }

    Json root_;
};

/// Looks through a document for what a reader of it would stumble over.
class Inspecting {
public:
    explicit Inspecting(Json root) : root_(root) {}

    void inspect() {
        if (!text_of(root_.find("openapi")).starts_with("3.1."))
            flaws.emplace_back("it is no OpenAPI 3.1");
        for (const auto* const name : {"title", "version"}) {
            if (text_of(at(root_, {"info", name})).empty())
                flaws.push_back(fmt::format("info has no {}", name));
        }
        references(root_);
        const auto paths = root_.find("paths");
        if (!paths) return flaws.emplace_back("there are no paths"), void();
        for (const auto& [path, methods] : paths->members()) {
            if (!path.starts_with('/')) flaws.push_back(fmt::format("{} begins with no /", path));
            for (const auto& [method, operation] : methods.members())
                inspect_operation(fmt::format("{} {}", method, path), path, operation);
        }
    }

    std::vector<std::string> flaws;

private:
    void references(const Json& value) {
        for (std::size_t index = 0; index < value.size(); ++index) {
            const auto child = value.item(index);
            if (value.kind() == Kind::object && value.key(index) == "$ref") reference(child);
            references(child);
        }
    }

    void reference(const Json& value) {
        const auto text = value.as_text();
        std::optional<Json> place = text.starts_with("#/") ? std::optional(root_) : std::nullopt;
        auto rest = text;
        while (place && rest.contains('/')) {
            rest.remove_prefix(rest.find('/') + 1);
            place = place->find(rest.substr(0, rest.find('/')));
        }
        if (!place) flaws.push_back(fmt::format("a reference to nothing: {}", text));
    }

    [[nodiscard]] bool declares(const Json& operation, std::string_view name) const {
        const auto parameters = operation.find("parameters");
        return parameters && std::ranges::any_of(parameters->items(), [&](const Json& one) {
                   return text_of(one.find("name")) == name && text_of(one.find("in")) == "path" &&
                          at(one, {"schema"}).has_value() && at(one, {"required"})->as_bool();
               });
    }

    void inspect_operation(const std::string& what, std::string_view path, const Json& operation) {
        const auto id = std::string(text_of(operation.find("operationId")));
        if (!ids_.insert(id).second || id.empty())
            flaws.push_back(what + " has no name of its own");
        if (text_of(operation.find("summary")).empty()) flaws.push_back(what + " has no summary");
        if (!operation.find("security")) flaws.push_back(what + " does not say who may ask");
        if (!at(operation, {"responses", "default"})) flaws.push_back(what + " has no refusal");
        for (auto open = path.find('{'); open != std::string_view::npos; open = path.find('{')) {
            const auto close = path.find('}', open);
            const auto name = path.substr(open + 1, close - open - 1);
            if (!declares(operation, name))
                flaws.push_back(fmt::format("{} does not declare {}", what, name));
            path.remove_prefix(close + 1);
        }
    }

    Json root_;
    std::set<std::string> ids_;
};

} // namespace

ApiDocument::ApiDocument(std::string_view text) : document_(parsed(text)) {}

bool ApiDocument::knows(std::string_view method, std::string_view path) const {
    return at(root(), {"paths", path, method}).has_value();
}

std::vector<std::string> ApiDocument::misfits(const Spoken& answer) const {
    const auto what = fmt::format("{} {} {}", answer.method, answer.path, answer.status);
    const bool refused = answer.status >= 400;
    const auto promised =
        refused
            ? at(root(), {"components", "responses", "Problem"})
            : at(root(),
                 {"paths", answer.path, answer.method, "responses", fmt::format("{}", answer.status)
                 });
    if (!promised) return {what + ": this status is not in the document"};
    const auto content = promised->find("content");
    if (!content) {
        if (answer.body.empty()) return {};
        return {what + ": the document promises no body"};
    }
    const auto type = answer.content_type.substr(0, answer.content_type.find(';'));
    const auto schema = at(content, {type, "schema"});
    const bool any_bytes = content->find("application/octet-stream").has_value();
    if (!schema && !any_bytes) return {fmt::format("{}: {} is not in the document", what, type)};
    if (!type.ends_with("json")) return {};
    const auto body = JsonDocument::parse(answer.body);
    if (!body) return {what + ": the body is no JSON"};
    Holding holding(root());
    holding.hold(*schema, body->root(), what + " ");
    return holding.misfits;
}

std::vector<std::string> ApiDocument::flaws() const {
    Inspecting inspecting(root());
    inspecting.inspect();
    return inspecting.flaws;
}

} // namespace heed::tests
