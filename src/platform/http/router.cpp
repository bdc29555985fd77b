// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/http/router.hpp"

#include "kernel/check.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <map>

namespace heed::http {

namespace {

constexpr std::size_t method_count = enum_names<Method>.size();

bool is_parameter(std::string_view part) {
    return part.starts_with('{') && part.ends_with('}');
}

bool is_rest(std::string_view part) {
    return is_parameter(part) && part.ends_with("...}");
}

std::vector<std::string_view> parts_of(std::string_view path) {
    std::vector<std::string_view> parts;
    while (path.starts_with('/')) {
        path.remove_prefix(1);
        const auto end = std::min(path.find('/'), path.size());
        parts.push_back(path.substr(0, end));
        path.remove_prefix(end);
    }
    return parts;
}

std::string_view parameter_name(std::string_view part) {
    const std::size_t end = is_rest(part) ? 4 : 1;
    return part.substr(1, part.size() - 1 - end);
}

} // namespace

using ByMethod = std::array<const Route*, method_count>;

// One part of a path. Literal children first, then the parameter, then the rest of the path.
struct Router::Node {
    std::map<std::string, std::unique_ptr<Node>, std::less<>> literals;
    std::unique_ptr<Node> parameter;
    ByMethod routes = {};
    ByMethod rest_routes = {};

    Node& child(std::string_view part) {
        auto& place = is_parameter(part) ? parameter : literals[std::string(part)];
        if (!place) place = std::make_unique<Node>();
        return *place;
    }

    /// The routes of the path whose unmatched end is `rest` ("" or "/…"), with the values met.
    const ByMethod* find(std::string_view rest, std::vector<std::string_view>& values) const;
};

namespace {

bool any(const ByMethod& routes) {
    return std::ranges::any_of(routes, [](const Route* route) { return route != nullptr; });
}

std::string allowed_methods(const ByMethod& routes) {
    std::string names;
    for (std::size_t index = 0; index < method_count; ++index) {
        const bool from_get = static_cast<Method>(index) == Method::head && routes[0];
        if (!routes[index] && !from_get) continue;
        if (!names.empty()) names += ", ";
        names += enum_names<Method>[index];
    }
    return names;
}

} // namespace

const ByMethod*
Router::Node::find(std::string_view rest, std::vector<std::string_view>& values) const {
    if (rest.empty()) return any(routes) ? &routes : nullptr;
    const auto end = std::min(rest.find('/', 1), rest.size());
    const auto part = rest.substr(1, end - 1);
    if (const auto child = literals.find(part); child != literals.end())
        if (const auto* found = child->second->find(rest.substr(end), values)) return found;
    if (parameter && !part.empty()) {
        values.push_back(part);
        if (const auto* found = parameter->find(rest.substr(end), values)) return found;
        values.pop_back();
    }
    if (!any(rest_routes)) return nullptr;
    values.push_back(rest.substr(1));
    return &rest_routes;
}

Router::Router(std::vector<Route> routes)
    : routes_(std::move(routes)), root_(std::make_unique<Node>()) {
    for (const auto& route : routes_) {
        const std::string_view pattern = route.pattern;
        if (!pattern.starts_with('/')) throw Fault("route without leading slash: " + route.pattern);
        if (!route.handler) throw Fault("route without handler: " + route.pattern);
        std::reference_wrapper<Node> node = *root_;
        ByMethod* place = nullptr;
        for (const auto part : parts_of(pattern)) {
            if (place) throw Fault("route goes on after its rest: " + route.pattern);
            if (is_rest(part))
                place = &node.get().rest_routes;
            else
                node = node.get().child(part);
        }
        if (!place) place = &node.get().routes;
        auto& slot = (*place)[static_cast<std::size_t>(route.method)];
        if (slot) throw Fault("two routes for " + route.pattern);
        slot = &route;
    }
}

Router::Router(Router&&) noexcept = default;
Router::~Router() = default;

Router::Match Router::match(std::optional<Method> method, std::string_view path) const {
    Match match;
    const auto* const routes = path.starts_with('/') ? root_->find(path, match.values) : nullptr;
    if (!routes) return match;
    const auto of = [&](Method wanted) { return (*routes)[static_cast<std::size_t>(wanted)]; };
    if (method) match.route = of(*method);
    if (method == Method::head && !match.route) match.route = of(Method::get);
    if (!match.route) match.allowed = allowed_methods(*routes);
    return match;
}

Result<void> Router::fill(Request& request, const Match& match) {
    request.pattern = match.route->pattern;
    std::size_t index = 0;
    for (const auto part : parts_of(match.route->pattern)) {
        if (!is_parameter(part)) continue;
        auto value = percent_decoded(match.values.at(index++));
        if (!value)
            return refuse(
                Refusal::malformed,
                "malformed_path",
                {},
                "A %-escape of the path is broken, or the text is not UTF-8."
            );
        request.path_parameters.add(std::string(parameter_name(part)), std::move(*value));
    }
    return {};
}

} // namespace heed::http
