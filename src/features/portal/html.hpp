// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace heed::portal {

/// A name of an element or attribute. Only words in the source can be one, never what a visitor
/// wrote.
class Name {
public:
    // NOLINTNEXTLINE(google-explicit-constructor): a literal reads as the name that it is
    consteval Name(const char* name) : name_(name) {
        for (const auto letter : name_) {
            const bool fits = (letter >= 'a' && letter <= 'z') || letter == '-' ||
                              (letter >= '0' && letter <= '9');
            if (!fits) throw "not a name of HTML";
        }
    }

    [[nodiscard]] std::string_view text() const { return name_; }

private:
    std::string_view name_;
};

/// A piece of a page. Text becomes one by being escaped, so that nothing a visitor wrote can reach
/// a page as markup; the one other way in says so by its name.
class Html {
public:
    Html() = default;

    // Text reads as the HTML that shows it.
    // NOLINTBEGIN(google-explicit-constructor)
    Html(std::string_view text);

    Html(const std::string& text) : Html(std::string_view(text)) {}

    Html(const char* text) : Html(std::string_view(text)) {}

    // NOLINTEND(google-explicit-constructor)

    /// For what the sanitiser of platform/mail has made, and nothing else.
    static Html sanitised(std::string html);

    Html& operator+=(const Html& more);

    [[nodiscard]] const std::string& text() const { return html_; }

    [[nodiscard]] bool empty() const { return html_.empty(); }

private:
    friend Html element(Name, const struct Attributes&, const std::vector<Html>&);
    friend Html void_element(Name, const struct Attributes&);

    std::string html_;
};

struct Attribute {
    Attribute(Name given_name, std::string given_value)
        : name(given_name), value(std::move(given_value)) {}

    Name name;
    std::string value;
};

/// Attributes of an element; an empty list and conditional ones read well:
/// `Attributes{{"id", id}}.when(wrong, {"aria-invalid", "true"})`.
struct Attributes {
    std::vector<Attribute> all;

    Attributes() = default;

    // NOLINTNEXTLINE(google-explicit-constructor): braces read as the attributes they hold
    Attributes(std::initializer_list<Attribute> given) : all(given) {}

    Attributes&& when(bool wanted, Attribute attribute) &&;
};

/// `<p class="lead">…</p>` is `element("p", {{"class", "lead"}}, {…})`.
Html element(Name name, const Attributes& attributes, const std::vector<Html>& children);

/// `<input …>` and its kin, which have no end.
Html void_element(Name name, const Attributes& attributes);

/// The pieces one after another.
Html joined(const std::vector<Html>& pieces);

/// A whole document: the declaration, then `html`.
std::string document(const Html& html);

} // namespace heed::portal
