// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/portal/request_pages.hpp"
#include "features/portal/standing.hpp"

#include <algorithm>

namespace heed::portal {

namespace {

using conversations::EntryKind;
using conversations::EntryWire;
using tickets::State;

Html heading(const Look& look, const RequestView& view) {
    const auto& words = look.words;
    const auto& ticket = view.ticket;
    const auto number = std::to_string(ticket.number.value);
    const auto moment = moment_of(look, ticket.opened_at);
    return element(
        "div",
        {},
        {
            element("h1", {}, {ticket.subject}),
            element(
                "p",
                {{"class", "meta"}},
                {filled(words.request_number, {{"number", number}}),
                 " · ",
                 filled(words.asked_at, {{"moment", moment}})}
            ),
        }
    );
}

Html step(const Words& words, Sentence name, std::string_view style) {
    const auto mark = style == "done"  ? words.step_done
                      : style == "now" ? words.step_now
                                       : words.step_ahead;
    return element(
        "li",
        Attributes{{"class", std::string(style)}}.when(style == "now", {"aria-current", "step"}),
        {words.*name, element("span", {{"class", "unseen"}}, {" (", mark, ")"})}
    );
}

Html steps(const Words& words, const Standing& standing) {
    if (standing.steps_done < 0) return {};
    constexpr Sentence names[steps_count] = {
        &Words::step_received, &Words::step_looked_at, &Words::step_working, &Words::step_solved
    };
    Html list;
    for (int at = 0; at < steps_count; ++at) {
        const bool now = standing.in_step && at == standing.steps_done;
        list += step(words, names[at], at < standing.steps_done ? "done" : now ? "now" : "ahead");
    }
    return element("ol", {{"class", "steps"}}, {list});
}

Html standing_panel(const Look& look, const tickets::TicketRow& ticket) {
    const auto& words = look.words;
    const auto standing = standing_of(ticket);
    const auto until = ticket.waiting_until ? moment_of(look, *ticket.waiting_until) : "";
    Html next = filled(words.*standing.next, {{"moment", until}});
    if (ticket.owner && !ticket.owner->name.empty() && tickets::is_unresolved(ticket.state)) {
        next += " ";
        next += filled(words.handled_by, {{"name", ticket.owner->name}});
    }
    const auto style = "card standing " + std::string(standing.tone);
    return element(
        "section",
        {{"class", style}, {"aria-labelledby", "standing"}},
        {element(
             "div",
             {},
             {
                 element("h2", {{"id", "standing"}}, {words.where_stands}),
                 element("p", {{"class", "headline"}}, {words.*standing.headline}),
                 element("p", {{"class", "next"}}, {next}),
             }
         ),
         steps(words, standing)}
    );
}

bool is_own(const Look& look, const EntryWire& entry) {
    return entry.author && entry.author->id == look.actor.person;
}

Html author_of(const Look& look, const EntryWire& entry) {
    const auto& words = look.words;
    if (is_own(look, entry)) return element("strong", {}, {words.you});
    if (entry.kind == EntryKind::message_out) {
        const auto desk = look.desk_name.empty() ? std::string(words.our_team) : look.desk_name;
        if (!entry.author) return element("strong", {}, {desk});
        return joined({
            element("strong", {}, {entry.author->name}),
            element("span", {{"class", "meta"}}, {"· ", desk}),
        });
    }
    if (entry.author) return element("strong", {}, {entry.author->name});
    return element("strong", {}, {entry.from ? entry.from->name : std::string()});
}

/// Pictures in an answer of ours show in its text; letters of customers show as text alone.
bool stands_in_text(const EntryWire& entry, const attachments::AttachmentWire& file) {
    return entry.kind == EntryKind::message_out && entry.body_html &&
           entry.body_html->contains(file.url + '"');
}

Html files_of(const Words& words, const RequestView& view, const EntryWire& entry) {
    Html list;
    for (const auto& file : entry.attachments) {
        if (file.is_inline || stands_in_text(entry, file)) continue;
        const auto url = view.path + "/files/" + std::to_string(file.id.value);
        const auto size = element("span", {{"class", "meta"}}, {size_words(words, file.size)});
        list += element("li", {}, {element("a", {{"href", url}}, {file.filename, " ", size})});
    }
    if (list.empty()) return {};
    return element("ul", {{"class", "files"}, {"aria-label", std::string(words.attached)}}, {list});
}

Html entry_card(const Look& look, const RequestView& view, std::size_t at) {
    const auto& entry = view.entries.items[at];
    Html content = element(
        "header",
        {},
        {author_of(look, entry), element("span", {{"class", "meta"}}, {time_of(look, entry.at)})}
    );
    content += view.bodies[at];
    content += files_of(look.words, view, entry);
    const auto* style = is_own(look, entry) ? "entry own" : "entry";
    return element("li", {}, {element("article", {{"class", style}}, {content})});
}

Html conversation(const Look& look, const RequestView& view) {
    const auto& words = look.words;
    Html content = element("h2", {{"id", "conversation"}}, {words.conversation});
    if (view.entries.earlier) {
        const auto url = view.path + "?before=" + *view.entries.earlier;
        content += element("p", {}, {button_link(url, words.earlier, true)});
    }
    Html list;
    for (std::size_t at = 0; at < view.entries.items.size(); ++at)
        list += entry_card(look, view, at);
    if (list.empty())
        content += element("p", {{"class", "lead"}}, {words.no_entries});
    else
        content += element("ol", {{"class", "conversation"}}, {list});
    if (!view.shows_latest)
        content += element("p", {}, {button_link(view.path, words.latest, true)});
    return element("section", {{"class", "part"}, {"aria-labelledby", "conversation"}}, {content});
}

Html solved_form(const Look& look, const RequestView& view) {
    if (!may_be_solved(view.ticket.state)) return {};
    const bool asks = asks_whether_solved(view.ticket);
    Html content = form_token(look);
    if (asks) content += element("p", {}, {look.words.solved_question});
    content += submit_button(look.words.solved_now, true);
    return element(
        "form",
        {{"class", asks ? "card solved" : "solved"},
         {"method", "post"},
         {"action", view.path + "/solved"}},
        {content}
    );
}

Html reply_form(const Look& look, const RequestView& view, const ReplyForm& reply) {
    const auto& words = look.words;
    const bool closed = view.ticket.state == State::closed;
    Html content = form_token(look);
    content += hidden_field("once", reply.once);
    content += element("h2", {{"id", "reply"}}, {words.reply});
    if (closed) content += element("p", {}, {words.reply_closed});
    if (view.ticket.state == State::resolved) content += element("p", {}, {words.reply_solved});
    content += text_area(
        words,
        {.name = "text", .label = words.your_message, .problem = problem_of(reply.problems, "text")
        },
        reply.text
    );
    content += file_field(
        words,
        {.name = "files",
         .label = words.files,
         .hint = words.files_hint,
         .problem = problem_of(reply.problems, "files"),
         .optional = true}
    );
    const auto send = closed ? words.send_follow_up : words.send_reply;
    content += element("p", {}, {submit_button(send)});
    return element(
        "form",
        {{"class", "card fields"},
         {"method", "post"},
         {"action", view.path + "/reply"},
         {"enctype", "multipart/form-data"},
         {"aria-labelledby", "reply"}},
        {content}
    );
}

Html people_who_see(const Look& look, const RequestView& view) {
    const auto& words = look.words;
    Html list = element("li", {}, {view.ticket.customer.name});
    for (const auto& person : view.people) {
        if (person.address == view.ticket.customer.email) continue;
        const auto name = person.name.empty() ? person.address : person.name;
        list += element("li", {}, {name});
    }
    const auto* style = "hint";
    Html notes = element("p", {{"class", style}}, {words.who_sees_note});
    if (!look.organisation.empty()) {
        const auto also =
            filled(words.who_sees_organisation, {{"organisation", look.organisation}});
        notes += element("p", {{"class", style}}, {also});
    }
    return element(
        "details",
        {},
        {element("summary", {}, {words.who_sees}),
         element("ul", {{"class", "people"}}, {list}),
         notes}
    );
}

Html notice(const Words& words, std::string_view said) {
    std::string_view text;
    if (said == "asked") text = words.said_asked;
    if (said == "reply") text = words.said_reply;
    if (said == "solved") text = words.said_solved;
    if (text.empty()) return {};
    return element("p", {{"class", "notice"}, {"role", "status"}}, {text});
}

Html way_back(const Look& look) {
    const auto& words = look.words;
    if (look.is_signed_in()) {
        const auto link =
            element("a", {{"class", "back"}, {"href", "/requests"}}, {"← ", words.my_requests});
        return element("p", {}, {link});
    }
    return {};
}

} // namespace

Page request_page(const Look& look, const RequestView& view, const ReplyForm& reply) {
    const auto& words = look.words;
    Html content = way_back(look);
    content += notice(words, view.said);
    content += summary_of(words, reply.problems);
    content += heading(look, view);
    content += standing_panel(look, view.ticket);
    content += conversation(look, view);
    content += solved_form(look, view);
    content += reply_form(look, view, reply);
    content += people_who_see(look, view);
    if (!look.is_signed_in()) content += element("p", {{"class", "quiet hint"}}, {words.link_note});
    const auto number = std::to_string(view.ticket.number.value);
    return {
        .title = filled(words.request_number, {{"number", number}}) + ": " + view.ticket.subject,
        .content = content,
        .place = {},
    };
}

} // namespace heed::portal
