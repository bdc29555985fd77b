// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/portal/html.hpp"

#include "kernel/text.hpp"

#include <utility>

namespace heed::portal {

namespace {

std::string opened(Name name, const Attributes& attributes) {
    std::string html = "<";
    html += name.text();
    for (const auto& [attribute, value] : attributes.all) {
        html += ' ';
        html += attribute.text();
        html += "=\"";
        html += html_escaped(value);
        html += '"';
    }
    html += '>';
    return html;
}

} // namespace

Html::Html(std::string_view text) : html_(html_escaped(text)) {}

Html Html::sanitised(std::string html) {
    Html result;
    result.html_ = std::move(html);
    return result;
}

Html& Html::operator+=(const Html& more) {
    html_ += more.html_;
    return *this;
}

Attributes&& Attributes::when(bool wanted, Attribute attribute) && {
    if (wanted) all.push_back(std::move(attribute));
    return std::move(*this);
}

Html element(Name name, const Attributes& attributes, const std::vector<Html>& children) {
    Html result;
    result.html_ = opened(name, attributes);
    for (const auto& child : children) result.html_ += child.html_;
    result.html_ += "</";
    result.html_ += name.text();
    result.html_ += '>';
    return result;
}

Html void_element(Name name, const Attributes& attributes) {
    Html result;
    result.html_ = opened(name, attributes);
    return result;
}

Html joined(const std::vector<Html>& pieces) {
    Html result;
    for (const auto& piece : pieces) result += piece;
    return result;
}

std::string document(const Html& html) {
    return "<!doctype html>\n" + html.text() + "\n";
}

} // namespace heed::portal
