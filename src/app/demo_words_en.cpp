// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/demo_phrases.hpp"

#include <array>

namespace heed::app {

namespace {

using tickets::Kind;
using Words = std::string_view;

// NOLINTBEGIN(modernize-use-designated-initializers): a letter and its answers, read in their order
constexpr std::array matters = {
    DemoMatter{
        "{thing} drops every 20 minutes",
        "Since Tuesday the {thing} drops about every 20 minutes. It happens on both laptops, at "
        "the office and at home. I have restarted everything twice.",
        "Thank you for the precise description. Which version do you see under Settings, About? I "
        "am looking at the logs of your connection meanwhile.",
        "The certificate on the gateway had run out in the middle of a renewal. It is renewed, and "
        "a check warns us a week ahead from now on.",
        Kind::incident,
        "network",
        "Network",
        "Fault"
    },
    DemoMatter{
        "Invoice for {thing} shows the wrong address",
        "Our last invoice for {thing} still carries the old address in Harbour Street. Accounting "
        "cannot pay it like this.",
        "I have asked billing for a corrected invoice and changed the address for the next ones. "
        "You will have it today.",
        "A corrected invoice was sent and the address changed for all future ones.",
        Kind::request,
        "billing",
        "Invoices",
        "Wrong setting"
    },
    DemoMatter{
        "How do I share {thing} with a colleague?",
        "A colleague should see {thing} but not change it. I found the share button but it only "
        "offers full access.",
        "Choose Share, then People, and set the little menu beside the name to Can view. Shall I "
        "do it for you this once?",
        "Shown how to share for viewing; the help page now has a picture of the menu.",
        Kind::question,
        "howto",
        "How to",
        "How to"
    },
    DemoMatter{
        "{thing} is slow in the morning",
        "Between 8 and 9 the {thing} takes up to half a minute to answer. After that it is fine.",
        "That matches a nightly job that sometimes runs late. I am moving it to an earlier hour "
        "and will watch it tomorrow.",
        "The nightly job was moved to 3 a.m.; response times were normal on two mornings.",
        Kind::incident,
        "performance",
        "Slowness",
        "Fault"
    },
    DemoMatter{
        "Please give Mira access to {thing}",
        "Mira Hansen starts on Monday in our team and needs access to {thing}, the same as I have.",
        "With pleasure. I need an approval from your manager; I have just asked for it and will "
        "tell you when it is there.",
        "Access granted after approval.",
        Kind::request,
        "access",
        "Access rights",
        "Missing access"
    },
    DemoMatter{
        "Order of {thing} arrived damaged",
        "The parcel with {thing} arrived today, the corner is crushed and it does not switch on. "
        "Photos can follow.",
        "I am sorry, that is not how it should reach you. A replacement leaves our warehouse "
        "today; please keep the damaged one for the courier.",
        "Replacement delivered, damaged item collected.",
        Kind::complaint,
        "delivery",
        "Delivery",
        "Supplier"
    },
    DemoMatter{
        "Cannot sign in to {thing}",
        "I cannot sign in to {thing} any more. It says that my account is locked, but I have only "
        "tried twice.",
        "Your account was locked after tries from another country. I have unlocked it; please "
        "choose a new password with the link I just sent.",
        "Account unlocked, password changed, sign-ins from abroad now ask for a second factor.",
        Kind::incident,
        "sign-in",
        "Sign-in",
        "Wrong setting"
    },
    DemoMatter{
        "Export of {thing} has empty columns",
        "When I export {thing} as a spreadsheet the last three columns are empty, although they "
        "are filled on the screen.",
        "I can reproduce that with more than 1,000 rows. Our developers have it now; until then "
        "the export by month works.",
        "Fixed in this week's release; the export was repeated and is complete.",
        Kind::incident,
        "export",
        "Exports",
        "Fault"
    },
    DemoMatter{
        "Wonderful help with {thing}",
        "I just wanted to say that Noor solved our trouble with {thing} within ten minutes and "
        "explained why it happened. More of that!",
        "That made our morning, thank you. I have passed it on to Noor and to her team lead.",
        "Praise passed on.",
        Kind::compliment,
        "praise",
        "Praise",
        "Unknown"
    },
    DemoMatter{
        "When will {thing} be available again?",
        "Your status page says that {thing} is under maintenance. Our course starts at two. Will "
        "it be back by then?",
        "The maintenance ends at half past twelve; we are on schedule. I will write to you the "
        "moment it is done.",
        "Maintenance ended in time; the customer was told.",
        Kind::question,
        "maintenance",
        "Maintenance",
        "Change"
    },
    DemoMatter{
        "Wrong amount charged for {thing}",
        "We were charged twice for {thing} this month, see our statement of the 3rd and the 5th.",
        "You are right, the second charge came from a repeated payment run. I have sent it back; "
        "it will be with you in two days.",
        "Second charge refunded; the payment run checks for repeats now.",
        Kind::complaint,
        "billing",
        "Invoices",
        "Wrong setting"
    },
    DemoMatter{
        "New {thing} for the front desk",
        "We need a new {thing} for the front desk by the end of the month. Which models do you "
        "recommend?",
        "For a front desk I would take the quiet one of the two on our list. I attach both data "
        "sheets; shall I order it?",
        "Ordered, delivered and installed.",
        Kind::request,
        "hardware",
        "New equipment",
        "Change"
    },
};

// NOLINTEND(modernize-use-designated-initializers)

constexpr std::array<Words, 20> things = {
    "the VPN",
    "the shared calendar",
    "the print server",
    "our web shop",
    "the time sheet",
    "the backup",
    "the meeting room display",
    "the phone system",
    "the door reader",
    "the travel tool",
    "the stock list",
    "the newsletter",
    "the label printer",
    "the test system",
    "the archive",
    "the video wall",
    "the guest network",
    "the scanner on floor {few}",
    "the payroll portal",
    "the badge office"
};
constexpr std::array<Words, 6> greetings = {
    "Hello,", "Hi there,", "Good morning,", "Dear team,", "Hello support,", "Good afternoon,"
};
constexpr std::array<Words, 18> details = {
    "It concerns {few} of us, all on the second floor.",
    "The message shows the code E-{number}.",
    "A colleague saw the same on Monday, reference {number}.",
    "I have a meeting with a customer at two and need it by then.",
    "It worked until the change of last week.",
    "Our contract number is {number}, in case you need it.",
    "I have tried another browser and another cable.",
    "On the phone it works, on the laptop it does not.",
    "The machine has the inventory number {number}.",
    "It began after the update of the night.",
    "Only the new colleagues seem to have it.",
    "We are {number} kilometres from your office, so a visit is no option.",
    "The light beside it blinks orange, {few} times and then a pause.",
    "I wrote about something similar in spring.",
    "My manager is copied because she asked for it.",
    "It is the same from home.",
    "The order was placed on the 4th, number {number}.",
    "There is no hurry, but it should not be forgotten."
};
constexpr std::array<Words, 8> wishes = {
    "Could you have a look today?",
    "Please tell me what you need from me.",
    "Who can help us with that?",
    "A call back would be fine as well.",
    "Thank you for looking into it.",
    "When can we expect it to work again?",
    "Is there something we can do meanwhile?",
    "Please keep me posted."
};
constexpr std::array<Words, 5> partings = {
    "Kind regards", "Best regards", "Thanks", "Many thanks and best wishes", "Regards"
};
constexpr std::array<Words, 12> questions = {
    "Any news on this? My colleagues ask every hour.",
    "I tried what you said and it is better, but not gone. It happened {few} times this morning.",
    "Here is the number you asked for: 4.2.{few}, on Windows.",
    "It is the same on the other machine, so it cannot be the cable.",
    "Could you call me at ten? That may be faster.",
    "What I see now is the code E-{number}, right after saving.",
    "We can live with that until Friday, not longer.",
    "Sorry, I forgot to mention that it began after the update.",
    "I have asked around: {few} people have it, and all of them use the new laptops.",
    "The colleague from the other site says that it works for her.",
    "I am out of the office tomorrow; please write to my deputy then.",
    "It went away by itself at noon and came back at three."
};
constexpr std::array<Words, 8> asides = {
    "I am at my desk until five.",
    "The reference on our side is {number}.",
    "Nothing else was changed.",
    "I can send a picture if that helps.",
    "We had the same in March.",
    "It is not urgent any more, but I would like to understand it.",
    "My extension is {number}.",
    "The others wait for it too."
};
constexpr std::array<Words, 3> returns = {
    "I am afraid it is back: {thing} does the same as before.",
    "This was solved for a while, but since yesterday {thing} is as it was.",
    "I have to come back to this one; the same happened with {thing} again, {few} times so far."
};
constexpr std::array<Words, 10> answers = {
    "Thank you, that helps. I have found the place and am testing a fix; you will hear from me "
    "before four.",
    "I have asked our network team to look at it with me. I stay your contact.",
    "The fix is in. Could you try once more and tell me how it goes?",
    "I called and left a message; call back any time, or tell me when it suits you.",
    "That is a different cause than I thought. I have changed the setting on our side; nothing to "
    "do on yours.",
    "To be honest it will take until tomorrow noon. I will write at once if it is sooner.",
    "Could you send me a picture of the message?",
    "I have watched it for two hours now and it has not come back.",
    "I can see {few} failed tries in the log, all within one minute. That points to the "
    "certificate.",
    "The supplier has answered: a new part is on its way, number {number}."
};
constexpr std::array<Words, 8> steps = {
    "If it happens again, please note the time.",
    "You need not do anything on your side.",
    "I have written it down for the colleagues too.",
    "Our reference for the supplier is {number}.",
    "I am in until six.",
    "Until then the old address still works.",
    "Please restart it once before you try.",
    "I will look at it again first thing tomorrow."
};
constexpr std::array<Words, 5> thanks = {
    "Thank you!",
    "Works again, thanks a lot!",
    "Great, thank you very much.",
    "Perfect. Thanks!",
    "Thank you so much."
};

} // namespace

const Phrasebook& english_phrases() {
    static constexpr Phrasebook book{
        .matters = matters,
        .things = things,
        .greetings = greetings,
        .details = details,
        .wishes = wishes,
        .partings = partings,
        .questions = questions,
        .asides = asides,
        .returns = returns,
        .answers = answers,
        .steps = steps,
        .thanks = thanks,
        .hello = "Hello",
        .regards = "Kind regards",
        .wrote = "On {date}, {who} wrote:",
    };
    return book;
}

} // namespace heed::app
