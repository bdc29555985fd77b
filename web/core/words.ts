// SPDX-License-Identifier: AGPL-3.0-or-later
// The product's words for the values of the wire. A value without a word is a compile error.
import type { CancelledAs, Channel, Kind, LinkKind, State, WaitingFor } from "~/api/types";
import { m } from "~/core/messages/messages";

type Words<Value extends string> = Record<Value, () => string>;

const states: Words<State> = {
  new: m.state_new,
  open: m.state_open,
  waiting: m.state_waiting,
  resolved: m.state_resolved,
  closed: m.state_closed,
  cancelled: m.state_cancelled,
};
const kinds: Words<Kind> = {
  question: m.kind_question,
  incident: m.kind_incident,
  request: m.kind_request,
  complaint: m.kind_complaint,
  compliment: m.kind_compliment,
};
const waits: Words<WaitingFor> = {
  customer: m.waiting_customer,
  supplier: m.waiting_supplier,
  change: m.waiting_change,
  until: m.waiting_until,
};
const cancels: Words<CancelledAs> = {
  duplicate: m.cancelled_duplicate,
  error: m.cancelled_error,
  withdrawn: m.cancelled_withdrawn,
  spam: m.cancelled_spam,
};
const channels: Words<Channel> = {
  mail: m.channel_mail,
  portal: m.channel_portal,
  form: m.channel_form,
  chat: m.channel_chat,
  phone: m.channel_phone,
  counter: m.channel_counter,
  api: m.channel_api,
  monitor: m.channel_monitor,
};
const links: Words<LinkKind> = {
  duplicate_of: m.link_duplicate_of,
  caused_by: m.link_caused_by,
  related: m.link_related,
  follow_up_of: m.link_follow_up_of,
  parent_of: m.link_parent_of,
};

const word =
  <Value extends string>(words: Words<Value>) =>
  (value: Value) =>
    words[value]?.() ?? value;

export const stateName = word(states);
export const kindName = word(kinds);
export const waitingName = word(waits);
export const cancelledName = word(cancels);
export const channelName = word(channels);
export const linkName = word(links);

const priorities = [m.priority_1, m.priority_2, m.priority_3, m.priority_4, m.priority_5];
export const priorityName = (priority: number) => (priorities[priority - 1] ?? m.priority_3)();

const degrees = [m.degree_1, m.degree_2, m.degree_3];
/** Impact and urgency share three degrees; 1 is the highest. */
export const degreeName = (degree: number) => (degrees[degree - 1] ?? m.degree_2)();

const inverse: Words<LinkKind> = {
  duplicate_of: m.link_inverse_duplicate_of,
  caused_by: m.link_inverse_caused_by,
  related: m.link_related,
  follow_up_of: m.link_inverse_follow_up_of,
  parent_of: m.link_inverse_parent_of,
};

/** The kind as the wire has it: seen from the other ticket it begins with `inverse_`. */
export function linkWords(kind: string): string {
  const plain = kind.replace(/^inverse_/, "") as LinkKind;
  return (kind === plain ? links : inverse)[plain]?.() ?? kind;
}

export const allKinds = Object.keys(kinds) as Kind[];
export const allWaits = Object.keys(waits) as WaitingFor[];
export const allLinks = Object.keys(links) as LinkKind[];
