// SPDX-License-Identifier: AGPL-3.0-or-later
#include "tests/bad_input/mutations.hpp"

#include "platform/json/json.hpp"

#include <random>

namespace heed::tests {

namespace {

std::string nested(int depth) {
    return std::string(static_cast<std::size_t>(depth), '[') +
           std::string(static_cast<std::size_t>(depth), ']');
}

std::string list_of(std::size_t items) {
    std::string list = "[0";
    for (std::size_t item = 1; item < items; ++item) list += ",0";
    return list + "]";
}

/// A value of another kind than the given one.
std::string_view of_another_kind(Json::Kind kind) {
    return kind == Json::Kind::object ? std::string_view("[7]") : std::string_view(R"({"a":1})");
}

std::string changed_once(std::string bytes, std::mt19937_64& random) {
    const auto pick = [&](std::size_t below) { return below == 0 ? 0 : random() % below; };
    const auto at = pick(bytes.size());
    switch (pick(6)) {
        case 0: bytes[at] = static_cast<char>(pick(256)); break;
        case 1: bytes.erase(at, 1 + pick(8)); break;
        case 2: bytes.insert(at, bytes.substr(pick(bytes.size()), pick(16))); break;
        case 3: bytes.insert(at, 1, "\"\\{}[],:0-e.\n"[pick(13)]); break;
        case 4: bytes.insert(at, "99999999999999999999"); break;
        default: bytes.resize(at); break;
    }
    return bytes;
}

} // namespace

/// The object with one more member in front.
std::string with_member(std::string_view good, std::string_view member) {
    const bool has_more = good.find_first_not_of(" }", 1) != std::string_view::npos;
    return "{" + std::string(member) + (has_more ? "," : "") + std::string(good.substr(1));
}

std::vector<Wrong> broken_json(std::string_view good) {
    const std::string body(good);
    const auto inside = [&](std::string_view value) {
        return with_member(body, R"("zz":)" + std::string(value));
    };
    return {
        {.name = "nothing", .body = ""},
        {.name = "a cut", .body = body.substr(0, body.size() - 1)},
        {.name = "more behind it", .body = body + "x"},
        {.name = "a comma at the end", .body = body.substr(0, body.size() - 1) + ",}"},
        {.name = "a comment", .body = "/* */" + body},
        {.name = "depth", .body = inside(nested(70))},
        {.name = "great depth", .body = nested(100'000)},
        {.name = "a member twice", .body = with_member(body, R"("zz":1,"zz":2)")},
        {.name = "invalid UTF-8", .body = inside("\"\xff\xfe\"")},
        {.name = "half a surrogate", .body = inside(R"("\ud800")")},
        {.name = "a zero byte", .body = inside(std::string("\"\0\"", 3))},
        {.name = "not a number", .body = inside("NaN")},
        {.name = "a leading zero", .body = inside("01")},
        {.name = "a byte order mark", .body = "\xef\xbb\xbf" + body},
    };
}

std::vector<Wrong> wrong_shapes(std::string_view good) {
    std::vector<Wrong> wrong = {
        {.name = "a list", .body = "[]", .status = 422, .code = {}},
        {.name = "a word", .body = "\"x\"", .status = 422, .code = {}},
        {.name = "null", .body = "null", .status = 422, .code = {}},
        {.name = "an unknown field",
         .body = with_member(good, R"("no_such_field":1)"),
         .status = 422,
         .code = "unknown_field",
         .pointer = "/no_such_field"},
        {.name = "more items than are read",
         .body = with_member(good, R"("zz":)" + list_of(JsonDocument::items_max + 1)),
         .status = 413,
         .code = {}}, // the body may be larger than the address takes before it is read
    };
    const auto document = JsonDocument::parse(good);
    const auto root = document.value().root();
    const auto members = root.members();
    for (std::size_t changed = 0; changed < members.size(); ++changed) {
        const auto field = std::string(members[changed].first);
        std::string body = "{";
        for (const auto& [name, value] : members) {
            const auto text =
                name == field ? std::string(of_another_kind(value.kind())) : value.to_text();
            body += (body.size() > 1 ? ",\"" : "\"") + std::string(name) + "\":" + text;
        }
        wrong.push_back(
            {.name = "another type for " + field,
             .body = body + "}",
             .status = 422,
             .code = {},
             .pointer = "/" + field}
        );
    }
    return wrong;
}

std::vector<std::string> near(std::string_view good, std::uint64_t seed, int count) {
    std::mt19937_64 random(seed);
    std::vector<std::string> bodies;
    for (int number = 0; number < count; ++number) {
        std::string body(good);
        for (auto changes = 1 + random() % 4; changes > 0 && !body.empty(); --changes)
            body = changed_once(std::move(body), random);
        bodies.push_back(std::move(body));
    }
    return bodies;
}

std::vector<std::string> odd_values(std::string_view good) {
    const auto with = [&](std::size_t begin, std::size_t end, std::string_view value) {
        return std::string(good.substr(0, begin)) + std::string(value) +
               std::string(good.substr(end));
    };
    std::vector<std::string> bodies;
    for (auto at = good.find(':'); at != std::string_view::npos; at = good.find(':', at + 1)) {
        const auto begin = at + 1;
        if (good[begin] == '"') {
            const auto end = good.find('"', begin + 1) + 1;
            for (const auto* text :
                 {R"("")", R"("\u0000")", R"("a\u0000b")", R"("\u202e\ud83d\ude00")"})
                bodies.push_back(with(begin, end, text));
            bodies.push_back(with(begin, end, '"' + std::string(200'000, 'x') + '"'));
        } else if (good[begin] >= '0' && good[begin] <= '9') {
            const auto end = good.find_first_not_of("0123456789", begin);
            for (const auto* number :
                 {"0",
                  "-1",
                  "9223372036854775807",
                  "-9223372036854775808",
                  "9223372036854775808",
                  "1e400",
                  "1.5",
                  "null"})
                bodies.push_back(with(begin, end, number));
        }
    }
    return bodies;
}

std::vector<std::string> wrong_words() {
    return {
        "0",
        "-1",
        "999999999",
        "9223372036854775807",
        "9223372036854775808",
        "99999999999999999999999999",
        "1e3",
        "0x10",
        "%2B1",
        "1.5",
        "%20",
        "..%2F..%2Fetc",
        "%F0%9F%98%80",
        "'%20OR%201=1",
        std::string(3000, 'a'),
    };
}

std::vector<std::string> wrong_queries() {
    return {
        "cursor=-1",
        "cursor=99999999999999999999",
        "cursor=x",
        "cursor=9999999999999-9999999999999",
        "cursor=-9223372036854775808--9223372036854775808",
        "limit=0",
        "limit=-1",
        "limit=99999999999999999999",
        "limit=x",
        "state=",
        "state=,",
        "state=no_such_state",
        "sort=no_such_order",
        "customer=-1",
        "owner=x",
        "team=99999999999999999999",
        "q=%00",
        "q=%FF",
        "q=%25%5F'\"",
        "q=" + std::string(4000, 'q'),
        "no_such_parameter=1",
        "cursor=1&cursor=2",
        "%zz",
    };
}

} // namespace heed::tests
