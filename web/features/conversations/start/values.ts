// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Channel, Kind, NewTicket, Uploaded } from "~/api/types";
import type { CustomerValue } from "~/features/people";
import { tidyTag } from "~/features/tickets";
import type { CallDirection } from "../composer/direction";
import { bodyOf } from "../composer/send";

export type MessageKind = "customer" | "public" | "note" | "call" | "none";

export type StartValues = {
  customer: CustomerValue;
  subject: string;
  kind: Kind;
  channel: Channel;
  team_id: number | null;
  owner_id: number | null;
  /** Null leaves them to the desk. */
  impact: number | null;
  urgency: number | null;
  opening_category_id: number | null;
  /** As typed, with commas between them. */
  tags: string;
  message: MessageKind;
  direction: CallDirection;
  cc: string[];
  html: string;
  attachments: Uploaded[];
};

export const freshValues = (owner: number): StartValues => ({
  customer: null,
  subject: "",
  kind: "question",
  channel: "phone",
  team_id: null,
  owner_id: owner,
  impact: null,
  urgency: null,
  opening_category_id: null,
  tags: "",
  message: "customer",
  direction: "in",
  cc: [],
  html: "",
  attachments: [],
});

const tagsIn = (text: string) => [...new Set(text.split(",").map(tidyTag).filter(Boolean))];

/** What nobody chose is left out, so that the desk decides. */
function chosen({ impact, urgency, opening_category_id, tags }: StartValues) {
  const named = tagsIn(tags);
  return {
    ...(impact === null ? {} : { impact }),
    ...(urgency === null ? {} : { urgency }),
    ...(opening_category_id === null ? {} : { opening_category_id }),
    ...(named.length > 0 ? { tags: named } : {}),
  };
}

function messageOf({ message, direction, cc, html, attachments }: StartValues) {
  if (message === "none" || (html === "" && attachments.length === 0)) return {};
  return {
    message: {
      kind: message,
      ...bodyOf({ html, plain: false, attachments }),
      ...(message === "call" ? { direction } : {}),
      ...(message === "public" && cc.length > 0 ? { cc } : {}),
    },
  };
}

export function bodyOfNew(values: StartValues): NewTicket {
  const { customer, subject, kind, channel, team_id, owner_id } = values;
  return {
    subject: subject.trim(),
    kind,
    channel,
    team_id,
    owner_id,
    customer: customer?.id
      ? { id: customer.id }
      : {
          ...(customer?.email ? { email: customer.email } : {}),
          ...(customer?.name.trim() ? { name: customer.name.trim() } : {}),
        },
    ...chosen(values),
    ...messageOf(values),
  };
}
