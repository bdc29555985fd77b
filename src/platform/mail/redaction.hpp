// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace heed::mail {

/// What has to disappear wherever it stands, and what stands there instead.
///
/// Words are found however they are broken over lines, quoted with `>` or spread over the elements
/// of a page, and whatever the case of their ASCII letters is.
class Redaction {
public:
    /// Words that are blank are left out.
    Redaction(const std::vector<std::string>& words, std::string marker);

    [[nodiscard]] bool empty() const { return words_.empty(); }

    [[nodiscard]] const std::string& marker() const { return marker_; }

    [[nodiscard]] bool is_in(std::string_view text) const;

    struct Place {
        std::size_t from = 0;
        std::size_t to = 0;
    };

    /// Where the words stand, in order and without overlaps.
    [[nodiscard]] std::vector<Place> places_in(std::string_view text) const;

    /// True when something was replaced.
    bool in_text(std::string& text) const;

    /// The same for HTML that was sanitised. Where it cannot be read, or the words might still be
    /// in it, all of it becomes the marker: nothing is left that was not meant to stay.
    bool in_html(std::string& html) const;

private:
    std::vector<std::string> words_; // as they are compared
    std::string marker_;
};

} // namespace heed::mail
