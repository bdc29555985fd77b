// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/people/public_domains.hpp"

#include <algorithm>
#include <array>

namespace heed::people {

namespace {

constexpr auto domains = std::to_array<std::string_view>({
    "126.com",     "163.com",        "aol.com",        "arcor.de",       "bigpond.com",
    "bluewin.ch",  "bol.com.br",     "btinternet.com", "comcast.net",    "duck.com",
    "email.cz",    "fastmail.com",   "foxmail.com",    "free.fr",        "freenet.de",
    "gmail.com",   "gmx.at",         "gmx.ch",         "gmx.com",        "gmx.de",
    "gmx.net",     "googlemail.com", "hey.com",        "hotmail.co.uk",  "hotmail.com",
    "hotmail.de",  "hotmail.es",     "hotmail.fr",     "hotmail.it",     "hushmail.com",
    "icloud.com",  "inbox.lv",       "interia.pl",     "kpnmail.nl",     "laposte.net",
    "libero.it",   "live.com",       "live.de",        "live.nl",        "mac.com",
    "mail.com",    "mail.de",        "mail.ru",        "mailbox.org",    "mailfence.com",
    "me.com",      "msn.com",        "naver.com",      "o2.pl",          "onet.pl",
    "orange.fr",   "outlook.com",    "outlook.de",     "outlook.es",     "outlook.fr",
    "pm.me",       "posteo.de",      "proton.me",      "protonmail.com", "qq.com",
    "rambler.ru",  "rediffmail.com", "rocketmail.com", "runbox.com",     "seznam.cz",
    "sfr.fr",      "sina.com",       "sky.com",        "t-online.de",    "talktalk.net",
    "telenet.be",  "terra.com.br",   "tutamail.com",   "tutanota.com",   "uol.com.br",
    "verizon.net", "virgilio.it",    "wanadoo.fr",     "web.de",         "wp.pl",
    "yahoo.co.jp", "yahoo.co.uk",    "yahoo.com",      "yahoo.com.br",   "yahoo.de",
    "yahoo.es",    "yahoo.fr",       "yahoo.it",       "yandex.com",     "yandex.ru",
    "yeah.net",    "ymail.com",      "ziggo.nl",       "zoho.com",
});

static_assert(std::ranges::is_sorted(domains));

} // namespace

bool is_public_domain(std::string_view domain) {
    return std::ranges::binary_search(domains, domain);
}

} // namespace heed::people
