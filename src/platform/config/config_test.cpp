// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/config/config.hpp"
#include "platform/config/settings.hpp"

#include <doctest/doctest.h>
#include <fstream>
#include <stdlib.h>

namespace heed::config {

namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

struct DataFolder {
    fs::path path;

    explicit DataFolder(std::string_view toml = {}) {
        std::string pattern = (fs::temp_directory_path() / "heed-config-XXXXXX").string();
        path = mkdtemp(pattern.data());
        if (!toml.empty()) std::ofstream(path / "heed.toml") << toml;
    }

    ~DataFolder() { fs::remove_all(path); }

    DataFolder(const DataFolder&) = delete;
    DataFolder& operator=(const DataFolder&) = delete;

    [[nodiscard]] Result<Loaded> load(Sources sources = {}) const {
        sources.flags.emplace("data", path.string());
        return config::load(sources);
    }
};

std::string flaws_of(std::string_view toml, const Sources& sources = {}) {
    const DataFolder folder(toml);
    const auto loaded = folder.load(sources);
    REQUIRE_FALSE(loaded.has_value());
    CHECK(loaded.error().code == "bad_config");
    auto text = loaded.error().detail;
    const auto file = folder.path.string() + "/";
    for (auto at = text.find(file); at != std::string::npos; at = text.find(file))
        text.erase(at, file.size());
    return text;
}

} // namespace

TEST_CASE("config: nothing given is a good start") {
    const DataFolder folder;
    const auto loaded = folder.load();
    REQUIRE(loaded.has_value());
    CHECK(loaded->config.listen == "127.0.0.1:8080");
    CHECK(loaded->config.public_url() == "http://127.0.0.1:8080");
    CHECK(loaded->config.key_path() == folder.path / "heed.key");
    CHECK(loaded->config.session.agent_idle == 8h);
    CHECK(loaded->config.upload_max.count == 50U * 1024 * 1024);
    CHECK_FALSE(loaded->config.uses_postgres());
}

TEST_CASE("config: the file is read with every type") {
    const DataFolder folder(R"(
listen = "[::]:9000"
base_url = "https://help.example.com/"
trusted_proxies = ["10.0.0.0/8", "::1"]
database = "postgres://heed:secret@db/heed"
io_threads = 3
upload_max = "2 GiB"
[log]
level = "debug"
format = "json"
[session]
agent_idle = "90m"
[outbound]
http = true
)");
    const auto loaded = folder.load();
    REQUIRE(loaded.has_value());
    const auto& config = loaded->config;
    CHECK(config.listen == "[::]:9000");
    CHECK(config.public_url() == "https://help.example.com");
    CHECK(config.trusted_proxies == std::vector<std::string>{"10.0.0.0/8", "::1"});
    CHECK(config.uses_postgres());
    CHECK(config.io_threads == 3);
    CHECK(config.upload_max == mebibytes(2048));
    CHECK(config.log.level == log::Level::debug);
    CHECK(config.log.format == LogFormat::json);
    CHECK(config.session.agent_idle == 90min);
    CHECK(config.outbound.http);
}

TEST_CASE("config: flags win over the environment, the environment over the file") {
    const DataFolder folder("listen = \"127.0.0.1:1\"\nread_workers = 1\nio_threads = 1\n");
    const auto loaded = folder.load(
        {.environment =
             {{"HEED_LISTEN", "127.0.0.1:2"},
              {"HEED_READ_WORKERS", "2"},
              {"HEED_TRUSTED_PROXIES", "10.0.0.1, 10.0.0.2"},
              {"HEED_INSECURE", "true"},
              {"HEED_FAULT", "x:1"},
              {"HEED_TEST_POSTGRES", "x"}},
         .flags = {{"listen", "127.0.0.1:3"}}}
    );
    REQUIRE(loaded.has_value());
    CHECK(loaded->config.listen == "127.0.0.1:3");
    CHECK(loaded->config.read_workers == 2);
    CHECK(loaded->config.io_threads == 1);
    CHECK(loaded->config.insecure);
    CHECK(loaded->config.trusted_proxies == std::vector<std::string>{"10.0.0.1", "10.0.0.2"});
    CHECK(loaded->origins.at("listen") == "flag --listen");
    CHECK(loaded->origins.at("read_workers") == "environment variable HEED_READ_WORKERS");
    CHECK(loaded->origins.at("io_threads").ends_with("heed.toml line 3"));
    CHECK_FALSE(loaded->origins.contains("write_workers"));
}

TEST_CASE("config: an unknown setting stops the start and names the nearest") {
    CHECK(
        flaws_of("\nlisten = \"127.0.0.1:1\"\nlisen = \"x\"") ==
        "heed.toml line 3: setting lisen is unknown; did you mean listen?"
    );
    CHECK(
        flaws_of("[log]\nlevle = \"info\"") ==
        "heed.toml line 2: setting log.levle is unknown; did you mean log.level?"
    );
    CHECK(flaws_of("letter_max = \"1 MiB\"").contains("did you mean mail.letter_max?"));
    CHECK(flaws_of("colour_of_the_moon = 1").contains("`heed config --explain` lists all settings")
    );
    CHECK(
        flaws_of("", {.environment = {{"HEED_LOG_LEVLE", "info"}}, .flags = {}}) ==
        "environment variable HEED_LOG_LEVLE is unknown; did you mean HEED_LOG_LEVEL?"
    );
    CHECK(flaws_of(
              "", {.environment = {}, .flags = {{"lisen", "x"}}}
    ).contains("did you mean listen?"));
    CHECK(
        flaws_of("data = \"/elsewhere\"") ==
        "heed.toml line 1: data cannot stand in heed.toml, which is looked for in that folder; "
        "give it as --data or HEED_DATA"
    );
}

TEST_CASE("config: wrong types and values name file, line, setting and the fix") {
    CHECK(
        flaws_of("io_threads = \"three\"") == "heed.toml line 1: io_threads must be a whole number"
    );
    CHECK(flaws_of("listen = 8080") == "heed.toml line 1: listen must be text in quotes");
    CHECK(
        flaws_of("[session]\nagent_idle = 8") ==
        "heed.toml line 2: session.agent_idle must be text with a unit, as \"8h\""
    );
    CHECK(flaws_of("insecure = 1").contains("must be true or false"));
    CHECK(flaws_of("io_threads = 1.5").contains("line 1: io_threads must be"));
    CHECK(
        flaws_of("[log]\nlevel = \"loud\"").contains("must be one of: debug, info, warning, error")
    );
    CHECK(flaws_of("io_threads = 1000").contains("line 1: io_threads must be from 0 to 256"));
    CHECK(flaws_of("upload_max = \"10 KiB\"").contains("must be from 1 MiB to 2 GiB"));
    CHECK(flaws_of("[password]\nmemory = \"18 MiB\"").contains("must be from 19 MiB to 1 GiB"));
    CHECK(flaws_of("listen = \"localhost\"").contains("must be an address and a port"));
    CHECK(flaws_of("listen = \"::1:80\"").contains("must be an address and a port"));
    CHECK(flaws_of("listen = \"1.2.3.4:70000\"").contains("must be an address and a port"));
    CHECK(flaws_of("trusted_proxies = [\"10.0.0.0/33\"]").contains("10.0.0.0/33"));
    CHECK(
        flaws_of("database = \"mysql://x\"").contains("must be `sqlite` or begin with postgres://")
    );
    CHECK(flaws_of("base_url = \"help.example.com\"").contains("must begin with https://"));
    CHECK(flaws_of("base_url = \"https://h.example/desk\"").contains("scheme, host and port only"));
    CHECK(flaws_of("[metrics]\ntoken = \"short\"").contains("at least 16 characters"));
}

TEST_CASE("config: what is no TOML names the line, the key and what to write") {
    const auto no_value = flaws_of("\nlisten = ");
    CHECK(no_value.starts_with("heed.toml line 2: listen: "));
    CHECK(no_value.ends_with(R"(; write it once, as listen = "text", listen = 8 or listen = true)")
    );
    CHECK(flaws_of("a = 1\na = 2").starts_with("heed.toml line 2: a: "));
    CHECK(flaws_of("listen = 127.0.0.1:80").contains(R"(as listen = "text")"));
    const auto no_key = flaws_of("[log]\nlevel\n");
    CHECK(no_key.starts_with("heed.toml line 2: "));
    CHECK(no_key.contains("write `name = value` or `[group]`"));
    CHECK(flaws_of("[log").contains("line 1: "));
    CHECK(
        flaws_of("[[log]]\nlevel = \"info\"") ==
        "heed.toml line 1: [[log]] makes a list of groups; write [log]"
    );
}

TEST_CASE("config: what cannot be as written is said before the start") {
    for (const auto* const place : {"garbage !!", "10.0.0.0/99", "mail.corp:0", "mail.corp", ":25"})
        CHECK(
            flaws_of("[outbound]\nallow = [\"" + std::string(place) + "\"]") ==
            "heed.toml line 2: outbound.allow has " + std::string(place) +
                ", which is neither a network as 10.0.0.0/8 nor a server as mail.corp:993"
        );
    CHECK(DataFolder("[outbound]\nallow = [\"10.0.0.0/8\", \"mail.corp:993\", \"[::1]:25\"]")
              .load()
              .has_value());
    CHECK(flaws_of("web_root = \"/no/such/place\"").contains("leave it out to serve"));
    CHECK(flaws_of("key_file = \"/no/such/place/key\"").contains("does not exist; make it"));
    CHECK(flaws_of("key_file = \"/\"").contains("name a file in it"));
    CHECK(
        flaws_of("[session]\nagent_idle = \"8d\"") ==
        "heed.toml line 2: session.agent_idle is longer than session.agent_longest, which is 7d; "
        "shorten it or lengthen that"
    );
    CHECK(flaws_of("[session]\ncustomer_longest = \"1d\"").contains("session.customer_idle is"));
}

TEST_CASE("config: http on other than loopback must be asked for") {
    CHECK(flaws_of("base_url = \"http://help.example.com\"").contains("insecure = true"));
    const DataFolder allowed("insecure = true\nbase_url = \"http://help.example.com\"");
    CHECK(allowed.load().has_value());
    for (const auto* const url : {"http://localhost:8080", "http://127.0.0.1", "http://[::1]:1"})
        CHECK(DataFolder("base_url = \"" + std::string(url) + "\"").load().has_value());
    CHECK(flaws_of("base_url = \"http://127.evil\"", {}).contains("insecure"));
}

TEST_CASE("config: a bucket for files needs its address and key") {
    const std::string bucket = "[files]\nbucket = \"desk\"\n";
    const auto flaws = flaws_of(bucket);
    for (const auto* const name : {"files.endpoint", "files.key_id", "files.secret"})
        CHECK(flaws.contains(name + std::string(" must be set, too, when files.bucket is")));
    const auto with = [&](const std::string& endpoint) {
        return bucket + "key_id = \"k\"\nsecret = \"s\"\nendpoint = \"" + endpoint + "\"\n";
    };
    CHECK(DataFolder(with("https://s3.example.com")).load().has_value());
    CHECK(DataFolder(with("http://127.0.0.1:9000")).load().has_value());
    CHECK(flaws_of(with("http://s3.example.com")).contains("insecure = true"));
    CHECK(flaws_of(with("https://s3.example.com/desk")).contains("scheme, host and port only"));
    CHECK(flaws_of("[files]\nbucket = \"De/sk\"").contains("must be the name of a bucket"));
    CHECK(flaws_of("[files]\nprefix = \"a/b\"").contains("small letters, digits"));
    CHECK(flaws_of("[files]\nca_file = \"/no/such\"").contains("there is no such file"));
}

TEST_CASE("config: all flaws are told at once") {
    const auto text = flaws_of("lisen = 1\nio_threads = -1\n");
    CHECK(text.contains("lisen"));
    CHECK(text.contains("io_threads must be from 0"));
    CHECK(text.contains('\n'));
}

TEST_CASE("config: request rates are settings, and 0 stands for no limit") {
    const DataFolder standard;
    const auto usual = standard.load();
    REQUIRE(usual.has_value());
    CHECK(usual->config.rates.reads == 100);
    CHECK(usual->config.rates.writes == 20);
    CHECK(usual->config.rates.anonymous == 20);
    CHECK(usual->config.rates.streams == 100);

    const DataFolder folder("[rates]\nreads = 0\nwrites = 500");
    const auto loaded = folder.load({.environment = {{"HEED_RATES_STREAMS", "0"}}, .flags = {}});
    REQUIRE(loaded.has_value());
    CHECK(loaded->config.rates.reads == 0);
    CHECK(loaded->config.rates.writes == 500);
    CHECK(loaded->config.rates.streams == 0);
    CHECK(flaws_of("[rates]\nreads = -1").contains("rates.reads must be from 0 to"));
}

TEST_CASE("config: explain shows value, origin, default and meaning, but no secret") {
    const DataFolder folder(
        "database = \"postgres://heed:hunter2@db/heed\"\n[metrics]\ntoken = \"0123456789abcdef\"\n"
    );
    const auto loaded = folder.load();
    REQUIRE(loaded.has_value());
    for (const auto& text : {explain(*loaded), explain_json(*loaded)}) {
        CHECK_FALSE(text.contains("hunter2"));
        CHECK_FALSE(text.contains("0123456789abcdef"));
        CHECK(text.contains("heed.toml line 3"));
        for (const auto& setting : settings()) CHECK(text.contains(setting.name));
    }
    CHECK(explain(*loaded).contains("session.agent_idle = 8h\n"));
    CHECK(explain(*loaded).contains("from: default; default: 8h\n"));
    CHECK(explain(*loaded).contains("database = (hidden)\n"));
}

TEST_CASE("config: every default passes its own check and is read back as written") {
    Config config;
    for (const auto& setting : settings()) {
        CHECK_MESSAGE(!setting.check(config), setting.name);
        const auto text = text_of(setting.slot(config));
        CHECK_MESSAGE(!assign(setting.slot(config), std::string_view(text)), setting.name);
        CHECK(text_of(setting.slot(config)) == text);
        CHECK(setting.meaning.ends_with('.'));
    }
}

} // namespace heed::config
