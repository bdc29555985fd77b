// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace heed::portal {

/// Every sentence of the portal, in one language. A further language is one more of these: the
/// compiler names what it lacks. `{name}` stands for what `filled` puts in.
struct Words {
    std::string_view language;

    // Around each page.
    std::string_view help_desk; // where the desk's name is not known
    std::string_view skip;
    std::string_view ask;
    std::string_view my_requests;
    std::string_view sign_in;
    std::string_view sign_out;
    std::string_view signed_in_as;
    std::string_view pages;
    std::string_view optional;
    std::string_view error_mark;
    std::string_view today;
    std::string_view yesterday;
    std::string_view decimal_mark;
    std::string_view byte;
    std::string_view bytes;

    // Asking.
    std::string_view ask_lead;
    std::string_view subject;
    std::string_view subject_hint;
    std::string_view what_happened;
    std::string_view what_happened_hint;
    std::string_view kind;
    std::string_view kind_none;
    std::string_view kind_question;
    std::string_view kind_incident;
    std::string_view kind_request;
    std::string_view kind_complaint;
    std::string_view kind_compliment;
    std::string_view files;
    std::string_view files_hint;
    std::string_view your_name;
    std::string_view email;
    std::string_view email_hint;
    std::string_view leave_empty;
    std::string_view answer_to;
    std::string_view send_request;
    std::string_view have_account;

    // What is wrong with a form.
    std::string_view wrong_one;
    std::string_view wrong_many;
    std::string_view need_subject;
    std::string_view long_subject;
    std::string_view need_text;
    std::string_view long_text;
    std::string_view need_name;
    std::string_view long_name;
    std::string_view bad_email;
    std::string_view own_email;
    std::string_view not_empty;
    std::string_view many_files;
    std::string_view big_files;
    std::string_view choose_again;
    std::string_view stale_form;
    std::string_view too_often;

    // It was sent.
    std::string_view sent_title;
    std::string_view sent_number;
    std::string_view sent_letter;
    std::string_view sent_next;
    std::string_view sent_no_letter;
    std::string_view ask_another;
    std::string_view said_asked;
    std::string_view said_reply;
    std::string_view said_solved;

    // My requests.
    std::string_view open_requests;
    std::string_view past_requests;
    std::string_view none_title;
    std::string_view none_text;
    std::string_view none_open;
    std::string_view find;
    std::string_view find_label;
    std::string_view found_title;
    std::string_view found_none;
    std::string_view found_more;
    std::string_view found_incomplete;
    std::string_view found_all;
    std::string_view older;
    std::string_view more_open;
    std::string_view newest;
    std::string_view only_mine;
    std::string_view all_of;
    std::string_view row_number;
    std::string_view row_changed;
    std::string_view row_by;

    // States, short and as a sentence, and what comes next.
    std::string_view state_received;
    std::string_view state_working;
    std::string_view state_waiting_you;
    std::string_view state_waiting;
    std::string_view state_solved;
    std::string_view state_closed;
    std::string_view state_ended;
    std::string_view head_received;
    std::string_view head_working;
    std::string_view head_answered;
    std::string_view head_waiting_you;
    std::string_view head_waiting_supplier;
    std::string_view head_waiting_change;
    std::string_view head_waiting_until;
    std::string_view head_solved;
    std::string_view head_closed;
    std::string_view head_duplicate;
    std::string_view head_withdrawn;
    std::string_view head_ended;
    std::string_view next_received;
    std::string_view next_working;
    std::string_view next_answered;
    std::string_view next_waiting_you;
    std::string_view next_waiting;
    std::string_view next_waiting_until;
    std::string_view next_solved;
    std::string_view next_closed;
    std::string_view next_ended;
    std::string_view step_received;
    std::string_view step_looked_at;
    std::string_view step_working;
    std::string_view step_solved;
    std::string_view step_done;
    std::string_view step_now;
    std::string_view step_ahead;

    // One request.
    std::string_view request_number;
    std::string_view asked_at;
    std::string_view where_stands;
    std::string_view handled_by;
    std::string_view conversation;
    std::string_view no_entries;
    std::string_view earlier;
    std::string_view latest;
    std::string_view you;
    std::string_view our_team;
    std::string_view whole_letter;
    std::string_view as_sent;
    std::string_view attached;
    std::string_view reply;
    std::string_view your_message;
    std::string_view send_reply;
    std::string_view reply_solved;
    std::string_view reply_closed;
    std::string_view send_follow_up;
    std::string_view solved_question;
    std::string_view solved_now;
    std::string_view who_sees;
    std::string_view who_sees_note;
    std::string_view who_sees_organisation;
    std::string_view link_note;

    // Signing in.
    std::string_view sign_in_lead;
    std::string_view send_link;
    std::string_view link_sent_title;
    std::string_view link_sent;
    std::string_view link_sent_hint;
    std::string_view enter_title;
    std::string_view enter_text;
    std::string_view enter;
    std::string_view ask_new_link;

    // What went wrong, and what to do.
    std::string_view missing_title;
    std::string_view missing_text;
    std::string_view old_link_title;
    std::string_view old_link_text;
    std::string_view old_request_link_text;
    std::string_view stale_title;
    std::string_view stale_text;
    std::string_view sign_in_title;
    std::string_view sign_in_text;
    std::string_view forbidden_title;
    std::string_view large_title;
    std::string_view large_text;
    std::string_view often_title;
    std::string_view often_text;
    std::string_view busy_title;
    std::string_view busy_text;
    std::string_view unclear_title;
    std::string_view unclear_text;
    std::string_view still_title;
    std::string_view still_text;
    std::string_view unsure_title;
    std::string_view unsure_text;
    std::string_view conflict_title;
    std::string_view conflict_text;
    std::string_view to_start;
};

/// The words of that language, or English.
const Words& words_in(std::string_view language);

/// Which of our languages a browser likes best, by its `Accept-Language`; empty: none of them.
std::string_view language_liked(std::string_view accept_language);

using Filling = std::pair<std::string_view, std::string_view>;

/// `text` with each `{name}` replaced. What is put in is not looked at again.
std::string filled(std::string_view text, std::initializer_list<Filling> fillings);

} // namespace heed::portal
