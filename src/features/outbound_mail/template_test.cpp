// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/outbound_mail/answer.hpp"
#include "features/outbound_mail/letter.hpp"
#include "features/outbound_mail/test_office.hpp"

using namespace heed;
using namespace heed::outbound_mail;

using tests::in_each_office;
using tests::Office;

TEST_CASE("variables are looked up once and escaped where they meet HTML") {
    const Template words{
        .kind = TemplateKind::reply,
        .language = "en",
        .subject = "About {subject}",
        .text = "{body} {customer} {no such} { {number} p{color}",
        .html = "<p title=\"{customer}\">{customer}</p>{body}",
    };
    const std::vector<Value> values = {
        {"subject", "a\r\nBcc: x@y.net"},
        {"customer", "<b>\"{number}\""},
        {"number", "7"},
        {"body", "plain", "<em>rich</em>"},
    };
    const auto letter = rendered(words, values);
    CHECK(letter.subject == "About a Bcc: x@y.net");
    CHECK(letter.text == "plain <b>\"{number}\" {no such} { 7 p\n");
    CHECK(letter.html.contains("<p title=\"&lt;b&gt;&quot;{number}&quot;\">"));
    CHECK(letter.html.ends_with("<em>rich</em>"));
}

namespace {

/// What other systems' templates would run: Jinja, Twig, Liquid, ERB, Velocity, FreeMarker, Smarty,
/// Handlebars, Razor, Thymeleaf, Mako, Pug, EL, XSLT, printf and shells.
std::vector<std::string> foreign_templates() {
    const std::vector<std::pair<std::string, std::string>> brackets = {
        {"{{", "}}"},         {"{%", "%}"},        {"${", "}"},       {"#{", "}"},
        {"<%=", "%>"},        {"<%", "%>"},        {"{", "}"},        {"@(", ")"},
        {"*{", "}"},          {"[[${", "}]]"},     {"#set($x=", ")"}, {"{{{", "}}}"},
        {"<#assign x=", ">"}, {"{php}", "{/php}"}, {"$(", ")"},       {"`", "`"},
        {"%{", "}"},          {"~{", "}"},         {"<?=", "?>"},     {"@{", "}"}
    };
    const std::vector<std::string> insides = {
        "7*7",
        "config",
        "self.__class__.__mro__",
        "''.getClass().forName('java.lang.Runtime')",
        "system('id')",
        "number|reverse",
        "customer.constructor.constructor('return 1')()",
        "include('/etc/passwd')",
        "range(1,999999999)",
        "7*'7'"
    };
    std::vector<std::string> all;
    for (const auto& [open, close] : brackets)
        for (const auto& inside : insides) all.push_back(open + inside + close);
    return all;
}

} // namespace

TEST_CASE("two hundred payloads of other systems' templates are printed as they stand, or refused"
) {
    const auto payloads = foreign_templates();
    CHECK(payloads.size() >= 200);
    for (const auto& payload : payloads) {
        CAPTURE(payload);
        Template words{
            .kind = TemplateKind::reply,
            .language = "en",
            .subject = "{subject}",
            .text = "{body}",
            .html = "<p>{customer}</p>{body}",
        };
        const std::vector<Value> values = {
            {"subject", payload}, {"customer", payload}, {"body", payload}, {"number", "7"}
        };
        const auto as_words = rendered(words, values);
        CHECK(as_words.subject == payload);
        CHECK(as_words.text == payload + "\n");
        words.subject = payload;
        words.text = payload + "{body}";
        if (const auto sound = require_sound(words); !sound) {
            CHECK(sound.error().code == "unknown_variable"); // ours, of another name: {config}
            continue;
        }
        const auto as_template = rendered(words, values);
        CHECK(as_template.subject == payload);
        CHECK(as_template.text == payload + payload + "\n");
    }
}

TEST_CASE("every built-in template is sound in every language") {
    for (std::size_t kind = 0; kind < enum_names<TemplateKind>.size(); ++kind) {
        for (const auto language : built_in_languages()) {
            const auto words = built_in(static_cast<TemplateKind>(kind), language);
            CHECK_MESSAGE(require_sound(words).has_value(), words.subject);
            CHECK_FALSE(words.text.empty());
        }
    }
}

TEST_CASE("empty pieces leave no gaps") {
    const Template words{
        .kind = TemplateKind::reply,
        .language = {},
        .subject = {},
        .text = "a\n\n{history}\n\n{body}\n\n",
        .html = {}
    };
    CHECK(rendered(words, {}).text == "a\n");
}

TEST_CASE("only pictures of this message go with it") {
    const auto inside = with_pictures_inside(
        R"(<img src="/api/v1/attachments/12"><img src="/api/v1/attachments/99" alt="x">)"
        R"(<a href="/api/v1/attachments/12">f</a>)",
        {12, 13},
        "desk.dev"
    );
    CHECK(
        inside.html ==
        R"(<img src="cid:a12@desk.dev"><img src="" alt="x"><a href="/api/v1/attachments/12">f</a>)"
    );
    CHECK(inside.shown == std::vector<std::int64_t>{12});
    CHECK(with_pictures_inside("src=\"/api/v1/attachments/", {1}, "d").html == "src=\"");
}

TEST_CASE("quoted letters leave their pictures behind, and say what they showed") {
    const History history = {
        .writer = "Ana",
        .at = Instant{},
        .text = "See:",
        .html = R"(<p>See:</p><img src="cid:photo@kunde.net" alt="the printer">)"
    };
    const auto quoted = history_value(history, {}, "en").html;
    CHECK(quoted.value_or("").contains("<blockquote><p>See:</p>the printer"));
    CHECK_FALSE(quoted.value_or("").contains("cid:"));
}

TEST_CASE("names that lead nowhere are known") {
    for (const auto* address :
         {"a@shop.example", "a@EXAMPLE.com", "a@x.example.org", "a@b.invalid", "a@b.test"})
        CHECK_MESSAGE(is_demo_address(address), address);
    for (const auto* address : {"a@kunde.net", "a@notexample.com", "a@example.dev", "a@test.de"})
        CHECK_MESSAGE(!is_demo_address(address), address);
}

TEST_CASE("templates are shown, changed, previewed and used") {
    in_each_office([](Office& office) {
        auto ada = office.world.administrator();
        const std::string path = "/api/v1/templates/acknowledgement/en";
        CHECK(ada.get("/api/v1/templates").size("/items") == 14);
        CHECK(ada.get(path).text("/built_in") == "true");
        CHECK(ada.get("/api/v1/templates/nothing/en").status() == 404);

        const auto unknown = ada.put(path, R"({"subject":"{customer}","text":"x","html":"x"})");
        CHECK(unknown.status() == 422);
        CHECK(unknown.code() == "unknown_variable");
        CHECK(unknown.text("/pointer") == "/subject");
        for (const auto* misspelt :
             {"{Number}", "{ number }", "{number", "{NUMBER} x", "{number x"}) {
            CAPTURE(misspelt);
            const auto refused = ada.put(
                path, R"({"subject":")" + std::string(misspelt) + R"(","text":"x","html":"x"})"
            );
            CHECK(refused.code() == "unknown_variable");
        }
        CHECK(
            ada.put("/api/v1/templates/reply/en", R"({"subject":"x","text":"x","html":"{body}"})")
                .code() == "missing_variable"
        );
        CHECK(
            ada.put(
                   "/api/v1/templates/reply/e_n",
                   R"({"subject":"x","text":"{body}","html":"{body}"})"
            )
                .code() == "bad_language"
        );

        const auto preview = ada.post(
            path + "/preview",
            R"({"subject":"Got #{number}","text":"{expected}","html":"<b>{desk}</b>"})"
        );
        CHECK(preview.status() == 200);
        CHECK(preview.text("/subject") == "Got #10482");

        const auto saved =
            ada.put(path, R"({"subject":"Got #{number}","text":"Soon.","html":"<p>Soon.</p>"})");
        CHECK(saved.status() == 200);
        CHECK(saved.text("/version") == "1");
        CHECK(saved.text("/built_in") == "false");
        CHECK(office.world.facts("template_changed") == 1);
        CHECK(
            ada.put(
                   path, R"({"subject":"Other","text":"Soon.","html":"Soon.","expected_version":0})"
            )
                .code() == "changed_meanwhile"
        );

        const auto taken = office.customer_writes("ana@kunde.net", "Toner");
        office.run();
        CHECK(office.sent(0).subject == "Got #" + std::to_string(taken.number->value));

        auto leo = office.world.agent("Leo");
        CHECK(leo.put(path, R"({"subject":"x","text":"x","html":"x"})").status() == 403);
    });
}
