// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/outbound_mail/template.hpp"
#include "platform/journal/fact.hpp"

namespace heed::outbound_mail {

/// Words of letters were changed; both are kept whole.
struct TemplateChanged {
    static constexpr std::string_view kind = "template_changed";
    Template before;
    Template after;

    [[nodiscard]] static journal::Subject subject() { return {.type = "desk", .id = 1}; }
};
HEED_FIELDS(TemplateChanged, before, after)

} // namespace heed::outbound_mail
