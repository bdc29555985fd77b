// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/mail/automatic.hpp"
#include "platform/mail/calendar.hpp"

#include <doctest/doctest.h>

using namespace heed::mail;

namespace {

Letter with_calendar(const std::string& lines) {
    Letter letter;
    letter.from = {{.name = "Ana", .address = "ana@b.example"}};
    letter.attachments.push_back({
        .filename = "meeting.ics",
        .content_type = "text/calendar",
        .content_id = {},
        .content = "BEGIN:VCALENDAR\r\n" + lines + "END:VCALENDAR\r\n",
    });
    return letter;
}

std::string event(const std::string& lines) {
    return "BEGIN:VEVENT\r\n" + lines + "END:VEVENT\r\n";
}

std::string text_of(const std::string& lines) {
    const auto found = find_event(with_calendar(lines));
    REQUIRE(found);
    return found->text;
}

} // namespace

TEST_CASE("an answer to an invitation is told in words, and is automatic") {
    const auto letter = with_calendar(
        "METHOD:REPLY\r\n" +
        event(
            "ATTENDEE;CN=\"Ana: Lopez\";PARTSTAT=ACCEPTED:mailto:ana@b.example\r\n"
            "SUMMARY;LANGUAGE=en:Meeting\\, printer\\n and VPN for a whole long \r\n afternoon\r\n"
        )
    );
    const auto found = find_event(letter);
    REQUIRE(found);
    CHECK(found->is_answer);
    CHECK(found->text == "Accepted: Meeting, printer and VPN for a whole long afternoon");
    const auto judged = judge_automatic(letter, {});
    CHECK(judged.kind == AutomaticKind::auto_reply);
    CHECK(judged.reason.contains("Accepted: Meeting"));
}

TEST_CASE("what else calendars say is told, too") {
    CHECK(
        text_of("METHOD:reply\r\n" + event("ATTENDEE;PARTSTAT=DECLINED:x\r\nSUMMARY:VPN\r\n")) ==
        "Declined: VPN"
    );
    CHECK(text_of("METHOD:REQUEST\r\n" + event("SUMMARY:VPN\r\n")) == "Invitation: VPN");
    CHECK(text_of("METHOD:CANCEL\r\n" + event("SUMMARY:VPN\r\n")) == "Cancelled: VPN");
    CHECK(text_of("") == "Invitation: an event without a title");
    CHECK_FALSE(find_event(with_calendar("METHOD:REQUEST\r\n"))->is_answer);
    CHECK_FALSE(find_event(Letter{}).has_value());
}

TEST_CASE("when, where and by whom is said as the calendar says it") {
    const auto details = [](const std::string& lines) {
        return find_event(with_calendar("METHOD:REQUEST\r\n" + event(lines)))->details;
    };
    CHECK(
        details("DTSTART;TZID=Europe/Berlin:20260610T090000\r\n"
                "DTEND;TZID=Europe/Berlin:20260610T100000\r\n"
                "LOCATION:Room 4\\, second floor\r\n"
                "ORGANIZER;CN=\"Lopez, Ana\":MAILTO:ana@b.example\r\n") ==
        "When: 2026-06-10 09:00 – 10:00 (Europe/Berlin)\n"
        "Where: Room 4, second floor\nFrom: Lopez, Ana <ana@b.example>"
    );
    CHECK(
        details("DTSTART:20261231T230000Z\r\nDTEND:20270101T010000Z\r\n") ==
        "When: 2026-12-31 23:00 – 2027-01-01 01:00 (UTC)"
    );
    CHECK(details("DTSTART;VALUE=DATE:20260610\r\n") == "When: 2026-06-10");
    CHECK(
        details("DTSTART:tomorrow\r\nORGANIZER:mailto:ana@b.example\r\n") == "From: ana@b.example"
    );
    CHECK(details("DTSTART:20260610T\r\nDTEND:2026\r\nLOCATION:\r\n") == "When: 2026-06-10");
    CHECK(
        text_of("METHOD:REQUEST\r\n" + event("SUMMARY:VPN\r\nSEQUENCE:2\r\n")) ==
        "Changed invitation: VPN"
    );
}
