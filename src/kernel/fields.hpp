// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <boost/describe.hpp>
#include <boost/mp11/algorithm.hpp>
#include <boost/preprocessor/variadic/size.hpp>
#include <string_view>
#include <type_traits>

/// Names the members of a struct once, for rows, JSON and the API document alike. Stands after
/// the struct, in its namespace: `HEED_FIELDS(Ticket, id, number, state)`.
#define HEED_FIELDS(Type, ...)                                                                     \
    static_assert(                                                                                 \
        BOOST_PP_VARIADIC_SIZE(__VA_ARGS__) <= 50,                                                 \
        "HEED_FIELDS takes at most 50 fields: group some of them into a struct of their own"       \
    );                                                                                             \
    BOOST_DESCRIBE_STRUCT(Type, (), (__VA_ARGS__))

namespace heed {

template <class T>
concept HasFields = std::is_class_v<T> && boost::describe::has_describe_members<T>::value;

template <HasFields T>
inline constexpr std::size_t field_count =
    boost::mp11::mp_size<boost::describe::describe_members<T, boost::describe::mod_public>>::value;

/// Calls `visit(name, member)` for each field of `object`, in declared order.
template <class T, class Visit>
    requires HasFields<std::remove_const_t<T>>
constexpr void for_each_field(T& object, Visit&& visit) {
    using Members =
        boost::describe::describe_members<std::remove_const_t<T>, boost::describe::mod_public>;
    boost::mp11::mp_for_each<Members>([&](auto member) {
        visit(std::string_view(member.name), object.*member.pointer);
    });
}

/// Calls `visit(name, std::type_identity<Member>)` for each field of `T`, without an object.
template <HasFields T, class Visit>
constexpr void for_each_field_type(Visit&& visit) {
    using Members = boost::describe::describe_members<T, boost::describe::mod_public>;
    boost::mp11::mp_for_each<Members>([&](auto member) {
        using Member = std::remove_reference_t<decltype(std::declval<T&>().*member.pointer)>;
        visit(std::string_view(member.name), std::type_identity<Member>{});
    });
}

} // namespace heed
