// SPDX-License-Identifier: AGPL-3.0-or-later
#include "tests/whole_desk/calls.hpp"

#include "platform/crypto/digest.hpp"

#include <atomic>
#include <fstream>

namespace heed::tests {

namespace {

http::Upload upload_of(Scene& scene, const std::string& field, const std::string& content) {
    static std::atomic<int> number = 0;
    const auto path = scene.desk.desk().config.data / ("upload_" + std::to_string(++number));
    std::ofstream(path, std::ios::binary) << content;
    return {
        .field = field,
        .filename = "note.txt",
        .content_type = "text/plain",
        .file = http::TemporaryFile(path),
        .size = content.size(),
        .sha256 = crypto::sha256(content),
    };
}

} // namespace

const Calls& calls() {
    static const auto all = [] {
        Calls result;
        add_access_calls(result);
        add_factor_calls(result);
        add_people_calls(result);
        add_ticket_calls(result);
        add_mail_calls(result);
        add_page_calls(result);
        add_privacy_calls(result);
        return result;
    }();
    return all;
}

std::string name_of_route(const http::Route& route) {
    return std::string(name_of(route.method)) + ' ' + route.pattern;
}

std::vector<std::string> served_names(Scene& scene) {
    std::vector<std::string> names;
    for (const auto& route : scene.desk.router().routes()) names.push_back(name_of_route(route));
    return names;
}

Answer play(Scene& scene, Visitor& visitor, std::string_view route, const Call& call) {
    const auto method = enum_from<http::Method>(route.substr(0, route.find(' '))).value();
    const auto& body = call.raw.empty() ? call.json : call.raw;
    auto request = visitor.own_page_request(method, call.path, body);
    for (const auto& [name, value] : call.form) request.form.add(name, value);
    for (const auto& [field, content] : call.files)
        request.uploads.push_back(upload_of(scene, field, content));
    return visitor.submit(std::move(request));
}

} // namespace heed::tests
