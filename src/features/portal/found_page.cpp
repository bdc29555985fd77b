// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/portal/request_pages.hpp"

namespace heed::portal {

namespace {

Html marked(const std::vector<search::Fragment>& fragments) {
    Html text;
    for (const auto& fragment : fragments) {
        if (fragment.found)
            text += element("mark", {}, {fragment.text});
        else
            text += fragment.text;
    }
    return text;
}

Html found_rows(const Look& look, const search::FoundRequests& found) {
    Html rows;
    for (const auto& request : found.items) {
        Html excerpt;
        if (!request.excerpt.empty())
            excerpt = element("span", {{"class", "meta"}}, {marked(request.excerpt)});
        rows += request_row(look, request.row, excerpt);
    }
    return element("ul", {{"class", "requests"}}, {rows});
}

Html sentence(std::string_view text) {
    return element("p", {{"class", "lead"}, {"role", "status"}}, {text});
}

} // namespace

Html search_box(const Words& words, const std::string& typed) {
    const auto box = void_element(
        "input",
        {{"type", "search"},
         {"id", "q"},
         {"name", "q"},
         {"value", typed},
         {"maxlength", "400"},
         {"required", ""},
         {"autocomplete", "off"}}
    );
    return element(
        "form",
        {{"action", "/requests"}, {"method", "get"}, {"role", "search"}, {"class", "search"}},
        {
            element("label", {{"for", "q"}}, {words.find_label}),
            element("div", {{"class", "search-row"}}, {box, submit_button(words.find, true)}),
        }
    );
}

Page found_page(const Look& look, const RequestSearch& search) {
    const auto& words = look.words;
    const auto title = filled(words.found_title, {{"words", search.words}});
    Html content = element("h1", {}, {title});
    content += search_box(words, search.words);
    const auto& found = search.found;
    if (!search.problem.empty())
        content += sentence(search.problem);
    else if (found.items.empty())
        content += sentence(words.found_none);
    else
        content += found_rows(look, found);
    if (found.more) content += sentence(words.found_more);
    if (found.standing.incomplete) content += sentence(words.found_incomplete);
    content += element(
        "p", {{"class", "quiet"}}, {element("a", {{"href", "/requests"}}, {words.found_all})}
    );
    return {.title = title, .content = content, .place = "/requests"};
}

} // namespace heed::portal
