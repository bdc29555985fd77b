// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "kernel/fields.hpp"

namespace heed {

/// Calls `visit(name, left_member, right_member)` for each field, in declared order.
template <HasFields T, class Visit>
void for_each_field_of_both(const T& left, const T& right, Visit&& visit) {
    using Members = boost::describe::describe_members<T, boost::describe::mod_public>;
    boost::mp11::mp_for_each<Members>([&](auto member) {
        visit(std::string_view(member.name), left.*member.pointer, right.*member.pointer);
    });
}

} // namespace heed
