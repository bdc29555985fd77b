// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/portal/fields.hpp"
#include "features/portal/page.hpp"

#include <string>
#include <string_view>

namespace heed::portal {

struct SignInForm {
    std::string email = {};
    std::string next = {}; // where to go afterwards, as `local_path` gives it
    FieldProblems problems = {};
};

Page sign_in_page(const Look& look, const SignInForm& form);
/// The same whether the address is known or not.
Page link_sent_page(const Look& look, std::string_view address);

struct EnterForm {
    std::string_view token;
    std::string next; // where to go afterwards, as `local_path` gives it
};

/// One button: programs that open each link of a letter do not press it.
Page enter_page(const Look& look, const EnterForm& entry);

/// A page of ours that somebody may be sent to after signing in; `/requests` for anything that is
/// not exactly the address of one.
std::string local_path(std::string_view wanted);

} // namespace heed::portal
