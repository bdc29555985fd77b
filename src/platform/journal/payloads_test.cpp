// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/journal/payloads.hpp"

#include <doctest/doctest.h>

namespace heed::journal {

TEST_CASE("texts of a payload change and its shape stays") {
    const auto changed = with_texts(
        R"({"ticket":7,"subject_text":"a \"card\"",)"
        R"("place":{"state":"new","owner_id":null},"first":true})",
        [](std::string_view member, std::string_view) -> std::optional<std::string> {
            if (member == "subject_text") return "…";
            return std::nullopt;
        }
    );
    CHECK(
        changed ==
        R"({"ticket":7,"subject_text":"…","place":{"state":"new","owner_id":null},"first":true})"
    );
}

TEST_CASE("the values of a changed field are known by its name") {
    const std::string json =
        R"({"changes":[{"field":"state","old_value":"new","new_value":"open"},)"
        R"({"field":"subject","old_value":"Ana's card","new_value":"Card"}],"reason":"Ana"})";
    CHECK(
        with_texts(json, without_content) ==
        R"({"changes":[{"field":"state","old_value":"new","new_value":"open"},)"
        R"({"field":"subject","old_value":"","new_value":""}],"reason":""})"
    );
}

TEST_CASE("lists lose what they name") {
    const auto* json = R"({"person_kind":"customer","addresses":["ana@acme.example"]})";
    CHECK(with_texts(json, without_content) == R"({"person_kind":"customer","addresses":[""]})");
}

} // namespace heed::journal
