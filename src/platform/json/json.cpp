// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/json/json.hpp"

#include "kernel/check.hpp"
#include "kernel/json.hpp"
#include "platform/json/node.hpp"

namespace heed {

Json::Kind Json::kind() const {
    return node_->kind;
}

bool Json::as_bool() const {
    CHECK(node_->kind == Kind::boolean);
    return node_->boolean;
}

std::int64_t Json::as_int64() const {
    CHECK(node_->kind == Kind::integer);
    return node_->integer;
}

double Json::as_double() const {
    if (node_->kind == Kind::integer) return static_cast<double>(node_->integer);
    CHECK(node_->kind == Kind::number);
    return node_->number;
}

std::string_view Json::as_text() const {
    CHECK(node_->kind == Kind::text);
    return node_->text;
}

std::size_t Json::size() const {
    return node_->children.size();
}

Json Json::item(std::size_t index) const {
    CHECK(index < size());
    return Json{node_->children[index]};
}

std::string_view Json::key(std::size_t index) const {
    CHECK(node_->kind == Kind::object && index < size());
    return node_->children[index].key;
}

std::optional<Json> Json::find(std::string_view key) const {
    if (node_->kind != Kind::object) return std::nullopt;
    for (const auto& child : node_->children) {
        if (child.key == key) return Json{child};
    }
    return std::nullopt;
}

std::vector<Json> Json::items() const {
    CHECK(node_->kind == Kind::list);
    std::vector<Json> items;
    items.reserve(size());
    for (const auto& child : node_->children) items.emplace_back(child);
    return items;
}

std::vector<std::pair<std::string_view, Json>> Json::members() const {
    CHECK(node_->kind == Kind::object);
    std::vector<std::pair<std::string_view, Json>> members;
    members.reserve(size());
    for (const auto& child : node_->children) members.emplace_back(child.key, Json{child});
    return members;
}

namespace {

void write_node(std::string& out, const JsonNode& node);

void write_children(std::string& out, const JsonNode& node) {
    bool first = true;
    for (const auto& child : node.children) {
        if (!first) out += ',';
        first = false;
        if (node.kind == Json::Kind::object) {
            write_json_string(out, child.key);
            out += ':';
        }
        write_node(out, child);
    }
}

void write_node(std::string& out, const JsonNode& node) {
    switch (node.kind) {
        case Json::Kind::null: out += "null"; return;
        case Json::Kind::boolean: write_json(out, node.boolean); return;
        case Json::Kind::integer: write_json(out, node.integer); return;
        case Json::Kind::number: write_json(out, node.number); return;
        case Json::Kind::text: write_json_string(out, node.text); return;
        case Json::Kind::list:
            out += '[';
            write_children(out, node);
            out += ']';
            return;
        case Json::Kind::object:
            out += '{';
            write_children(out, node);
            out += '}';
            return;
    }
}

} // namespace

std::string Json::to_text() const {
    std::string out;
    write_node(out, *node_);
    return out;
}

} // namespace heed
