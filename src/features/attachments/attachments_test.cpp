// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/attachments/attachments.hpp"
#include "features/tickets/tickets.hpp"
#include "platform/crypto/digest.hpp"
#include "tests/support/race.hpp"
#include "tests/support/world.hpp"

#include <algorithm>
#include <atomic>
#include <doctest/doctest.h>
#include <filesystem>
#include <fstream>

using namespace heed;
using namespace heed::attachments;
using namespace std::chrono_literals;

using tests::World;

namespace {

/// A desk that keeps files; entries are numbers here.
class FileDesk : public World {
public:
    explicit FileDesk(db::Engine engine)
        : World(engine, {.routes = {access::routes(), attachments::routes()}}),
          folder_(desk().config.data) {}

    /// What the visitor sends as a form with one file.
    tests::Answer uploads(
        tests::Visitor& visitor,
        const std::string& name,
        std::string bytes,
        std::string field = "file"
    ) {
        const auto path = folder_ / ("upload_" + std::to_string(++files_));
        std::ofstream(path, std::ios::binary) << bytes;
        auto request = visitor.own_page_request(http::Method::post, "/api/v1/attachments", "");
        request.uploads.push_back(
            {.field = std::move(field),
             .filename = name,
             .content_type = "text/plain; charset=utf-8",
             .file = http::TemporaryFile(path),
             .size = bytes.size(),
             .sha256 = crypto::sha256(bytes)}
        );
        return visitor.submit(std::move(request));
    }

    Use use(bool internal = false) {
        const auto ana = customer("ana").person;
        const auto opened = run([&](db::Transaction& tx, const Actor& actor, Instant now) {
            return tickets::open_ticket(tx, actor, {.subject = "VPN", .customer = ana}, now);
        });
        REQUIRE(opened);
        return {.ticket = opened->id, .entry = EntryId{++entries_}, .internal = internal};
    }

    Result<bool> ties(const Actor& actor, std::vector<AttachmentId> ids, const Use& use) {
        return run([&](db::Transaction& tx, const Actor&, Instant) -> Result<bool> {
            TRY(use_uploads(tx, actor, ids, use));
            return true;
        });
    }

    AttachmentId attached(const Use& use, const std::string& name, const std::string& bytes) {
        const auto blob = make_ready(desk().files, bytes);
        const auto made = run([&](db::Transaction& tx, const Actor&, Instant now) {
            attach(tx, {{.blob = blob, .filename = name, .content_type = "text/html"}}, use, now);
            return Result<AttachmentId>(attachments_of(tx, use.entry).back().id);
        });
        REQUIRE(made);
        return *made;
    }

    void keeps(const ReadyBlob& blob) {
        REQUIRE(run([&](db::Transaction& tx, const Actor&, Instant now) {
            save_blob(tx, blob, now);
            return Result<bool>(true);
        }));
    }

    std::vector<std::string> collects() {
        const auto collected = run([](db::Transaction& tx, const Actor&, Instant now) {
            return Result<std::vector<std::string>>(collect(tx, now));
        });
        REQUIRE(collected);
        return *collected;
    }

    /// Blobs kept as files.
    std::size_t files() {
        return read([](db::Transaction& tx) { return files_referred_to(tx, "", 100).size(); });
    }

private:
    std::filesystem::path folder_;
    int files_ = 0;
    std::int64_t entries_ = 0;
};

template <class Test>
void at_each_file_desk(Test test) {
    for (const auto engine : db::test_engines()) {
        FileDesk desk(engine);
        test(desk);
    }
}

std::string url(AttachmentId id) {
    return "/api/v1/attachments/" + std::to_string(id.value);
}

} // namespace

TEST_CASE("a file in a field of another name is refused, and the right one named") {
    for (const auto engine : db::test_engines()) {
        FileDesk desk(engine);
        auto noor = desk.agent("Noor");
        const auto refused = desk.uploads(noor, "plan.txt", "a plan", "foo");
        CHECK(refused.status() == 422);
        CHECK(refused.code() == "one_file");
        CHECK(refused.text("/pointer") == "/file");
        CHECK(desk.uploads(noor, "plan.txt", "a plan").status() == 201);
    }
}

TEST_CASE("file names trip over nothing: no path, no control, no turned direction, never empty") {
    const std::vector<std::pair<std::string, std::string>> names{
        {"report.pdf", "report.pdf"},
        {"../../etc/passwd", "passwd"},
        {"C:\\fakepath\\a.txt", "a.txt"},
        {"in\u202Evoice\u202C.gpj", "invoice.gpj"},
        {"a\u2066b\u2069c\u2068d", "abcd"},
        {"a\r\nb\tc", "abc"},
        {"...", "file"},
        {".htaccess", "htaccess"},
        {"", "file"},
        {"  ", "file"},
    };
    for (const auto& [given, kept] : names) {
        CAPTURE(given);
        CHECK(safe_filename(given) == kept);
    }
    const auto cut = safe_filename(std::string(300, 'x') + ".tar.gz");
    CHECK(cut.size() == 200);
    CHECK(cut.ends_with(".gz"));
    CHECK(safe_filename(std::string(199, 'x') + "\u00E4").size() == 199);
}

TEST_CASE("two hundred hostile file names stay one name, in their folder and in their header") {
    const std::vector<std::string> hostile = {
        "../",
        "..\\",
        "/",
        "\\",
        "C:\\",
        "\r\n",
        "\r\nSet-Cookie: a=b\r\n",
        "\t",
        "\x7F",
        "\x1B[2J",
        std::string(1, '\0'),
        "\u202E",
        "\u2066",
        "\u200B",
        "\uFEFF",
        "\"",
        "'",
        ";",
        "; filename=x",
        "%00",
        "%2e%2e%2f",
        "%0d%0a",
        "<script>",
        "&lt;",
        "$(id)",
        "`id`",
        "|id",
        "&&id",
        ".htaccess",
        ".",
        "..",
        "...",
        " ",
        "~",
        "CON",
        "nul.txt",
        "a.php.jpg",
        "a.jpg.exe",
        "\xC3\x28",
        "\xF0\x9F",
        std::string(4'000, 'x')
    };
    int tried = 0;
    for (const auto& piece : hostile) {
        for (const auto& given :
             {piece, piece + "a.pdf", "a" + piece + ".pdf", "a.pdf" + piece, piece + piece + "a"}) {
            CAPTURE(given);
            const auto name = safe_filename(given);
            CHECK_FALSE(name.empty());
            CHECK(name.size() <= 200);
            CHECK_FALSE(name.starts_with('.'));
            CHECK(is_valid_utf8(name));
            CHECK(name.find_first_of("/\\") == std::string::npos);
            CHECK(std::ranges::none_of(name, [](char byte) {
                return static_cast<unsigned char>(byte) < 0x20 || byte == 0x7F;
            }));
            CHECK(safe_filename(name) == name);
            const auto header = content_disposition(name, false);
            CHECK(header.starts_with("attachment; filename=\""));
            CHECK(std::ranges::count(header, '"') == 2);
            CHECK(std::ranges::all_of(header, [](char byte) { return byte >= 0x20 && byte < 0x7F; })
            );
            ++tried;
        }
    }
    CHECK(tried >= 200);
}

TEST_CASE("what could run is served as bytes, whatever it calls itself") {
    CHECK(served_type("image/png") == "image/png");
    CHECK(served_type("text/html") == "application/octet-stream");
    CHECK(served_type("image/svg+xml") == "application/octet-stream");
    CHECK(clean_type("Text/HTML; charset=x") == "text/html");
    for (const auto* wrong : {"", "text", "/", "a/b/c", "text/<x>", "text/"})
        CHECK(clean_type(wrong) == "application/octet-stream");
    CHECK(
        content_disposition("R\u00E9sum\u00E9 \"1\".pdf", false) ==
        "attachment; filename=\"R_sum_ _1_.pdf\"; "
        "filename*=UTF-8''R%C3%A9sum%C3%A9%20%221%22.pdf"
    );
}

TEST_CASE("small bytes go into a row, large ones into a file, and both come back") {
    at_each_file_desk([](FileDesk& desk) {
        for (const std::size_t size : {0UZ, 1UZ, 65'536UZ, 65'537UZ, 1'000'000UZ}) {
            const std::string bytes(size, 'x');
            const auto blob = make_ready(desk.desk().files, bytes);
            CHECK(blob.content.has_value() == (size <= 65'536));
            desk.keeps(blob);
            const auto back = desk.read([&](db::Transaction& tx) {
                return read_blob(tx, desk.desk().files, blob.sha256);
            });
            REQUIRE(back);
            CHECK(*back == bytes);
        }
    });
}

TEST_CASE("the same bytes are kept once") {
    at_each_file_desk([](FileDesk& desk) {
        const auto use = desk.use();
        const std::string same(100'000, 's');
        CHECK(desk.attached(use, "a.txt", same) != desk.attached(use, "b.txt", same));
        CHECK(desk.files() == 1);
    });
}

TEST_CASE("an upload is its uploader's alone until it is used, and used once") {
    at_each_file_desk([](FileDesk& desk) {
        auto noor = desk.agent("Noor");
        auto leo = desk.agent("Leo");
        const auto sent = desk.uploads(noor, "a.txt", "hello");
        CHECK(sent.status() == 201);
        CHECK(sent.text("/filename") == "a.txt");
        CHECK(sent.text("/content_type") == "text/plain");
        const AttachmentId id{sent.number("/id")};
        CHECK(noor.get(url(id)).response.body == "hello");
        CHECK(leo.get(url(id)).status() == 404);
        const auto use = desk.use();
        const auto stolen = desk.ties(desk.actor(leo.person), {id}, use);
        CHECK(stolen.error().code == "unknown_attachment");
        CHECK(stolen.error().pointer == "/attachments/0");
        REQUIRE(desk.ties(desk.actor(noor.person), {id}, use));
        CHECK_FALSE(desk.ties(desk.actor(noor.person), {id}, use).has_value());
        CHECK(leo.get(url(id)).status() == 200);
    });
}

TEST_CASE("a program that belongs to nobody uploads and uses its own, and no other's") {
    at_each_file_desk([](FileDesk& desk) {
        auto program = desk.program({{"ticket:read"}, {"ticket:write"}});
        auto other = desk.program({{"ticket:read"}, {"ticket:write"}});
        const auto sent = desk.uploads(program, "a.txt", "hello");
        CHECK(sent.status() == 201);
        const AttachmentId id{sent.number("/id")};
        CHECK(program.get(url(id)).status() == 200);
        CHECK(other.get(url(id)).status() == 404);
        Actor actor{.kind = Actor::Kind::token};
        actor.token = 2;
        CHECK_FALSE(desk.ties(actor, {id}, desk.use()).has_value());
        actor.token = 1;
        CHECK(desk.ties(actor, {id}, desk.use()).has_value());
    });
}

TEST_CASE("exactly one file is uploaded at a time, by somebody") {
    at_each_file_desk([](FileDesk& desk) {
        auto noor = desk.agent("Noor");
        CHECK(noor.post("/api/v1/attachments").code() == "one_file");
        CHECK(desk.stranger().post("/api/v1/attachments").status() == 401);
    });
}

TEST_CASE("files of a request are for who sees it, files of notes for staff") {
    at_each_file_desk([](FileDesk& desk) {
        const auto open_file = desk.attached(desk.use(), "page.html", "<script>1</script>");
        const auto internal = desk.attached(desk.use(true), "secret.txt", "CANARY");
        auto ana = desk.customer("ana");
        const auto shown = ana.get(url(open_file));
        CHECK(shown.status() == 200);
        CHECK(shown.header("Content-Type") == "application/octet-stream");
        CHECK(shown.header("Content-Disposition").starts_with("attachment"));
        CHECK(shown.header("Content-Security-Policy").contains("sandbox"));
        CHECK(ana.get(url(internal)).status() == 404);
        CHECK(desk.agent("Noor").get(url(internal)).response.body == "CANARY");
        CHECK(desk.customer("ben").get(url(open_file)).status() == 404);
        CHECK(desk.agent("Noor").get(url(AttachmentId{999})).status() == 404);
    });
}

TEST_CASE("of eight who use one upload at once one has it") {
    at_each_file_desk([](FileDesk& desk) {
        auto noor = desk.agent("Noor");
        const AttachmentId id{desk.uploads(noor, "a.txt", "x").number("/id")};
        const auto actor = desk.actor(noor.person);
        std::vector<Use> uses;
        for (int at = 0; at < 8; ++at) uses.push_back(desk.use());
        std::atomic<int> used = 0;
        tests::race(8, [&](int runner) {
            if (desk.ties(actor, {id}, uses[static_cast<std::size_t>(runner)])) ++used;
        });
        CHECK(used == 1);
    });
}

TEST_CASE("files go with their entry to another request") {
    at_each_file_desk([](FileDesk& desk) {
        const auto use = desk.use();
        const auto id = desk.attached(use, "a.txt", "x");
        const auto other = desk.use();
        REQUIRE(desk.run([&](db::Transaction& tx, const Actor&, Instant) {
            move_to_ticket(tx, use.entry, other.ticket);
            return Result<bool>(true);
        }));
        const auto moved = desk.read([&](db::Transaction& tx) {
            return get_attachment(tx, Actor::system("test"), id);
        });
        REQUIRE(moved);
        CHECK(moved->ticket_id == other.ticket);
    });
}

TEST_CASE("what nobody used or refers to any more is collected, in its time") {
    at_each_file_desk([](FileDesk& desk) {
        auto noor = desk.agent("Noor");
        desk.uploads(noor, "u.bin", std::string(100'000, 'u'));
        const auto kept = desk.attached(desk.use(), "k.bin", std::string(100'000, 'k'));
        const auto held = make_ready(desk.desk().files, std::string(100'000, 'h'));
        desk.keeps(held);
        REQUIRE(desk.run([&](db::Transaction& tx, const Actor&, Instant) {
            hold_blob(tx, held.sha256, "letter/1");
            return Result<bool>(true);
        }));
        desk.clock.advance(23h);
        CHECK(desk.collects().empty());
        CHECK(desk.files() == 3);
        desk.clock.advance(2h);
        CHECK(desk.collects().size() == 1);
        CHECK(desk.files() == 2);
        CHECK(desk.collects().empty());
        CHECK(desk.agent("Noor").get(url(kept)).status() == 200);
    });
}

TEST_CASE("files given back after days stay for one more day") {
    at_each_file_desk([](FileDesk& desk) {
        const auto use = desk.use();
        const auto id = desk.attached(use, "k.bin", "a few words");
        desk.clock.advance(72h);
        REQUIRE(desk.run([&](db::Transaction& tx, const Actor&, Instant now) {
            give_back(tx, use.entry, now);
            return Result<bool>(true);
        }));
        const auto is_there = [&] {
            return desk.read([&](db::Transaction& tx) {
                return tx.value<std::int64_t>(
                           "SELECT count(*) FROM attachment WHERE id = ?1", id
                       ) == 1;
            });
        };
        desk.clock.advance(23h);
        desk.collects();
        CHECK(is_there());
        desk.clock.advance(2h);
        desk.collects();
        CHECK_FALSE(is_there());
    });
}

TEST_CASE("bytes used again just before they would be collected stay") {
    at_each_file_desk([](FileDesk& desk) {
        const std::string large(100'000, 'x');
        desk.keeps(make_ready(desk.desk().files, large));
        desk.clock.advance(2h);
        const auto id = desk.attached(desk.use(), "a.bin", large);
        CHECK(desk.collects().empty());
        CHECK(desk.agent("Noor").get(url(id)).response.body == large);
    });
}
