// SPDX-License-Identifier: AGPL-3.0-or-later
import { useQuery } from "@tanstack/react-query";
import type { CancelledAs, HistoryItem } from "~/api/types";
import { m } from "~/core/messages/messages";
import { dayAndTime, useReader } from "~/core/time";
import { cancelledName } from "~/core/words";
import { agentsQuery, teamsQuery } from "~/features/access";
import { categoriesQuery } from "./api";
import { categoryPath } from "./categories";
import { fieldName, fieldValue } from "./words";

export type Names = (field: string, value: number | string) => string | undefined;

/** Words for the ids and instants a history holds: it keeps the ids, because names change. */
export function useNames(): Names {
  const agents = useQuery(agentsQuery).data?.items;
  const teams = useQuery(teamsQuery).data?.items;
  const categories = useQuery(categoriesQuery).data?.items;
  const reader = useReader();
  return (field, value) => {
    if (field === "waiting_until") return dayAndTime(String(value), reader);
    const id = Number(value);
    if (field === "owner_id") return agents?.find((one) => one.id === id)?.name;
    if (field === "team_id") return teams?.find((one) => one.id === id)?.name;
    if (field.endsWith("category_id")) return categoryPath(id, categories ?? []) ?? undefined;
    return undefined;
  };
}

type Held = { added?: string[]; removed?: string[]; other?: number; helper?: string };

/** Who did it: the desk itself is no person, and why it acted is no name. */
export const actorName = ({ actor }: HistoryItem): string =>
  actor.kind === "system" ? m.actor_system() : actor.name || m.somebody();

/** Reasons that the desk gives itself, which are codes. */
const reasons: Record<string, () => string> = {
  handed_over: m.reason_handed_over,
  may_not_answer: m.reason_may_not_answer,
};
export const reasonWords = (reason: string): string => reasons[reason]?.() ?? reason;

const facts: Record<string, (who: string, held: Held) => string> = {
  ticket_opened: (who) => m.fact_ticket_opened({ who }),
  ticket_tags_changed: (who, { added = [], removed = [] }) =>
    m.fact_tags({
      who,
      tags: [...added.map((tag) => `+${tag}`), ...removed.map((tag) => `−${tag}`)].join(" "),
    }),
  helper_joined: (who, { helper }) =>
    helper ? m.fact_helper_joined({ who, helper }) : m.fact_helper_came({ who }),
  helper_left: (who, { helper }) =>
    helper ? m.fact_helper_left({ who, helper }) : m.fact_helper_went({ who }),
  watcher_joined: (who, { helper: watcher }) =>
    watcher ? m.fact_watcher_added({ who, watcher }) : m.fact_watcher_came({ who }),
  watcher_left: (who, { helper: watcher }) =>
    watcher ? m.fact_watcher_removed({ who, watcher }) : m.fact_watcher_went({ who }),
  tickets_linked: (who, { other }) => m.fact_linked({ who, number: other ?? "" }),
  tickets_unlinked: (who, { other }) => m.fact_unlinked({ who, number: other ?? "" }),
  judgement_reversed: (who) => m.fact_judgement_reversed({ who }),
  message_discarded: (who) => m.fact_message_discarded({ who }),
  entry_moved: (who) => m.fact_entry_moved({ who }),
  entry_redacted: (who) => m.fact_entry_redacted({ who }),
  ticket_deleted: (who) => m.fact_ticket_deleted({ who }),
  privacy_request_changed: (who) => m.fact_privacy_request_changed({ who }),
  content_erased: () => m.fact_content_erased(),
  legal_hold_changed: (who) => m.fact_legal_hold_changed({ who }),
  request_links_revoked: (who) => m.fact_request_links_revoked({ who }),
  sender_blocked: (who) => m.fact_sender_blocked({ who }),
  sender_not_blocked: () => m.fact_sender_not_blocked(),
  block_asked: (who) => m.fact_block_asked({ who }),
  message_received: () => m.fact_message_received(),
  message_held: (who) => m.fact_message_held({ who }),
  message_released: () => m.fact_message_released(),
  note_added: (who) => m.fact_note_added({ who }),
  call_logged: (who) => m.fact_call_logged({ who }),
  judgement_made: (who) => m.fact_judgement_made({ who }),
  delivery_changed: () => m.fact_delivery_changed(),
  request_link_issued: () => m.fact_request_link_issued(),
  letter_decided: () => m.fact_letter_decided(),
  letter_tried_again: (who) => m.fact_letter_tried_again({ who }),
};

/** Facts that the conversation shows as entries already, or that concern nobody who reads it. */
const silent = new Set([
  "message_received",
  "message_held",
  "message_released",
  "note_added",
  "call_logged",
  "judgement_made",
  "delivery_changed",
  "block_asked",
  "request_link_issued",
  "letter_decided",
  "watcher_joined",
  "watcher_left",
]);

export const hasWords = (kind: string): boolean => kind in facts;

/** The fields whose change is worth a line in the conversation; the history has them all. */
const shownFields = new Set(["state", "owner_id", "team_id", "priority", "subject"]);

export function isLine(item: HistoryItem): boolean {
  if (item.kind === "ticket_opened" || silent.has(item.kind)) return false;
  // That nothing is waited for any more shows in the state; a date is said itself.
  if (item.field === "waiting_for") return item.new_value !== null && item.new_value !== "until";
  if (item.field === "waiting_until") return item.new_value !== null;
  return item.field === null || shownFields.has(item.field);
}

/** What a cancellation was for, or was until now: it changes together with the state. */
export type Cancelled = { as: CancelledAs | null; before: CancelledAs | null };

/** The cancellations among changes, by the position they share with the change of the state. */
export const cancellationsIn = (changes: HistoryItem[]): Map<number, Cancelled> =>
  new Map(
    changes
      .filter(({ field }) => field === "cancelled_as")
      .map(({ position, new_value, old_value }) => [
        position,
        { as: new_value as CancelledAs | null, before: old_value as CancelledAs | null },
      ]),
  );

function stateWords(who: string, state: string, cancelled?: Cancelled): string {
  if (cancelled?.as === "spam") return m.fact_spam({ who });
  if (cancelled?.as) return m.fact_cancelled({ who, reason: cancelledName(cancelled.as) });
  if (cancelled?.before === "spam") return m.fact_not_spam({ who });
  return m.fact_state({ who, state });
}

/** What a fact holds; the helper only where somebody else brought them in or let them go. */
function heldIn(item: HistoryItem, names: Names): Held {
  const held = (item.new_value ?? {}) as Held & { person?: number };
  if (!held.person || held.person === item.actor.id) return held;
  return { ...held, helper: names("owner_id", held.person) ?? m.somebody() };
}

/** One change as a sentence: "Lin gave this to Sam". */
export function changeWords(item: HistoryItem, names: Names, cancelled?: Cancelled): string {
  const who = actorName(item);
  if (!item.field) return facts[item.kind]?.(who, heldIn(item, names)) ?? m.fact_other({ who });
  const value = (raw: unknown) => fieldValue(item.field ?? "", raw, names);
  if (item.field === "owner_id") {
    if (item.new_value === null) return m.fact_owner_none({ who });
    if (item.new_value === item.actor.id) return m.fact_owner_taken({ who });
    return m.fact_owner_given({ who, to: value(item.new_value) });
  }
  if (item.field === "state") return stateWords(who, value(item.new_value), cancelled);
  return m.fact_field({
    who,
    field: fieldName(item.field),
    old: value(item.old_value),
    new: value(item.new_value),
  });
}
