// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "kernel/json.hpp"
#include "platform/json/decode.hpp"

#include <initializer_list>
#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <tuple>

namespace heed {

/// The name a struct has in the API document. By default the name of its type without the
/// namespaces; specialise where two features use one name for different things.
template <class T>
inline constexpr std::string_view schema_name = {};

/// A type in words of JSON Schema 2020-12. A type of its own joins in with a function
/// `SchemaText schema_of(Schemas&, std::type_identity<T>)` found beside it.
struct SchemaText {
    std::string types; // e.g. `"string"`; empty when anything goes or when it is a reference
    std::string rest;  // further members, each with a leading comma
    std::string reference = {};

    [[nodiscard]] SchemaText or_null() const;
    [[nodiscard]] std::string text() const;
};

/// Which side writes a struct. In answers every field is always there, empty ones as null; in
/// requests what may be absent is not required.
enum class SchemaUse { request, answer };

/// Collects the schemas of structs by name, so that each is written once and referred to.
class Schemas {
public:
    /// `prefix` stands before a name in a reference.
    explicit Schemas(std::string prefix = "#/components/schemas/") : prefix_(std::move(prefix)) {}

    /// The schema of `T`: a reference when it is a struct.
    template <class T>
    std::string of(SchemaUse use);

    /// As `of` for answers, of a struct that may come with one member more, e.g. after a write.
    template <HasFields T>
    std::string with(std::string_view member, const SchemaText& schema);

    /// Any one of several schemas.
    static std::string any_of(std::initializer_list<std::string> schemas);

    /// All structs met so far: name and schema.
    [[nodiscard]] const std::map<std::string, std::string>& named() const { return named_; }

    /// What `schema_of` functions need.
    [[nodiscard]] SchemaUse use() const { return use_; }

    SchemaText enumeration(std::span<const std::string_view> names);
    SchemaText integer(std::int64_t min, std::int64_t max);
    SchemaText limited_text(TextLimits limits);
    SchemaText list(const SchemaText& item);
    SchemaText map(const SchemaText& item);

    /// One struct being described. `type` is unique per C++ type.
    class Struct {
    public:
        void field(std::string_view name, const SchemaText& schema, bool required);

    private:
        friend class Schemas;
        std::string properties_;
        std::string required_;
    };

    struct Named {
        std::string name;
        std::string_view type;
        bool is_new; // to be described now, then `finish`ed
    };

    Named begin(std::string_view name, std::string_view type);
    void finish(const Named& named, const Struct& described);
    [[nodiscard]] SchemaText reference(const Named& named) const;

    /// Gives a finished struct a further member that need not be there.
    void extend(const std::string& reference, std::string_view member, const SchemaText& schema);

private:
    std::string prefix_;
    SchemaUse use_ = SchemaUse::answer;
    std::map<std::string, std::string> named_;
    std::map<std::string, std::pair<std::string, SchemaUse>> owners_; // by name: type and use
};

SchemaText schema_of(Schemas&, std::type_identity<bool>);
SchemaText schema_of(Schemas&, std::type_identity<double>);
SchemaText schema_of(Schemas&, std::type_identity<std::string>);
SchemaText schema_of(Schemas&, std::type_identity<Instant>);
SchemaText schema_of(Schemas&, std::type_identity<RawJson>);

template <std::integral T>
    requires(!std::same_as<T, bool> && !std::same_as<T, char>)
SchemaText schema_of(Schemas& schemas, std::type_identity<T>) {
    return schemas.integer(integer_min<T>, integer_max<T>);
}

template <class Tag>
SchemaText schema_of(Schemas& schemas, std::type_identity<Id<Tag>>) {
    return schemas.integer(1, id_max);
}

template <std::size_t min, std::size_t max>
SchemaText schema_of(Schemas& schemas, std::type_identity<Text<min, max>>) {
    return schemas.limited_text({.min = min, .max = max});
}

template <NamedEnum E>
SchemaText schema_of(Schemas& schemas, std::type_identity<E>) {
    return schemas.enumeration(enum_names<E>);
}

template <HasFields T>
SchemaText schema_of(Schemas& schemas, std::type_identity<T>);
template <class T>
SchemaText schema_of(Schemas& schemas, std::type_identity<std::vector<T>>);
template <class T>
SchemaText schema_of(Schemas& schemas, std::type_identity<std::map<std::string, T>>);

template <class T>
SchemaText schema_of(Schemas& schemas, std::type_identity<std::optional<T>>) {
    return schema_of(schemas, std::type_identity<T>{}).or_null();
}

template <class T>
SchemaText schema_of(Schemas& schemas, std::type_identity<Field<T>>) {
    return schema_of(schemas, std::type_identity<T>{}).or_null();
}

template <class T>
SchemaText schema_of(Schemas& schemas, std::type_identity<std::vector<T>>) {
    return schemas.list(schema_of(schemas, std::type_identity<T>{}));
}

template <class T>
SchemaText schema_of(Schemas& schemas, std::type_identity<std::map<std::string, T>>) {
    return schemas.map(schema_of(schemas, std::type_identity<T>{}));
}

namespace json_detail {

/// The compiler's spelling of `T`, which differs for different types.
template <class T>
constexpr std::string_view type_key() {
    return __PRETTY_FUNCTION__; // NOLINT(bugprone-lambda-function-name): the name is the point
}

std::string plain_type_name(std::string_view type_key);

template <class T>
inline constexpr bool is_patch_field = false;
template <class T>
inline constexpr bool is_patch_field<Field<T>> = true;

} // namespace json_detail

namespace json_detail {

template <HasFields T>
void describe_fields(Schemas& schemas, Schemas::Struct& described) {
    for_each_field_type<T>(
        [&]<class Member>(std::string_view field, std::type_identity<Member> type) {
            const bool required = schemas.use() == SchemaUse::answer ? !is_patch_field<Member>
                                                                     : !may_be_absent<Member>;
            described.field(field, schema_of(schemas, type), required);
        }
    );
}

} // namespace json_detail

/// One object that has the fields of all `Parts`, under a name of its own.
template <HasFields... Parts>
SchemaText schema_of_all(Schemas& schemas, std::string_view name) {
    const auto named = schemas.begin(name, json_detail::type_key<std::tuple<Parts...>>());
    if (!named.is_new) return schemas.reference(named);
    Schemas::Struct described;
    (json_detail::describe_fields<Parts>(schemas, described), ...);
    schemas.finish(named, described);
    return schemas.reference(named);
}

template <HasFields T>
SchemaText schema_of(Schemas& schemas, std::type_identity<T>) {
    constexpr auto key = json_detail::type_key<T>();
    const auto name =
        schema_name<T>.empty() ? json_detail::plain_type_name(key) : std::string(schema_name<T>);
    const auto named = schemas.begin(name, key);
    if (!named.is_new) return schemas.reference(named);

    Schemas::Struct described;
    json_detail::describe_fields<T>(schemas, described);
    schemas.finish(named, described);
    return schemas.reference(named);
}

template <HasFields T>
std::string Schemas::with(std::string_view member, const SchemaText& schema) {
    auto reference = of<T>(SchemaUse::answer);
    extend(reference, member, schema);
    return reference;
}

template <class T>
std::string Schemas::of(SchemaUse use) {
    use_ = use;
    return schema_of(*this, std::type_identity<T>{}).text();
}

/// A schema that stands alone: structs are listed under `$defs`.
std::string with_definitions(const std::string& schema, const Schemas& schemas);

template <class T>
std::string schema(SchemaUse use = SchemaUse::answer) {
    Schemas schemas("#/$defs/");
    const auto text = schemas.of<T>(use);
    return with_definitions(text, schemas);
}

} // namespace heed
