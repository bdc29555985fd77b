// SPDX-License-Identifier: AGPL-3.0-or-later
#include "kernel/format.hpp"
#include "tests/whole_desk/calls.hpp"

namespace heed::tests {

void add_privacy_calls(Calls& calls) {
    calls["POST /api/v1/entries/{entry}/redactions"] = [](Scene& scene, Visitor&, const Who& who
                                                       ) -> Call {
        return {
            .path = fmt::format("/api/v1/entries/{}/redactions", scene.entry(who)),
            .json = R"({"words":["jams"],"reason":"a customer's secret"})",
        };
    };
    calls["POST /api/v1/attachments/{attachment}/redaction"] =
        [](Scene& scene, Visitor&, const Who& who) -> Call {
        const auto file = scene.attachment(scene.ticket(who));
        return {
            .path = fmt::format("/api/v1/attachments/{}/redaction", file),
            .json = R"({"reason":"a passport"})",
        };
    };
}

} // namespace heed::tests
