// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/imap/folder_name.hpp"

#include <doctest/doctest.h>

namespace heed::imap {

TEST_CASE("folders as IMAP spells them") {
    CHECK(folder_on_the_wire("INBOX") == "INBOX");
    CHECK(folder_on_the_wire("Sales & Co") == "Sales &- Co");
    CHECK(folder_on_the_wire("Entw\xc3\xbcrfe") == "Entw&APw-rfe");
    // The examples of RFC 3501 5.1.3.
    CHECK(
        folder_on_the_wire(
            "~peter/mail/\xe5\x8f\xb0\xe5\x8c\x97/\xe6\x97\xa5\xe6\x9c\xac\xe8\xaa\x9e"
        ) == "~peter/mail/&U,BTFw-/&ZeVnLIqe-"
    );
    CHECK(folder_on_the_wire("\xf0\x9f\x93\xac") == "&2D3c7A-");
}

TEST_CASE("quoted strings and base64") {
    CHECK(quoted(R"(a "b" \c)") == R"("a \"b\" \\c")");
    CHECK(base64("") == "");
    CHECK(base64("f") == "Zg==");
    CHECK(base64("fo") == "Zm8=");
    CHECK(base64("foo") == "Zm9v");
    CHECK(base64("\xff\xfe\xfd") == "//79");
}

} // namespace heed::imap
