// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Imap, Mailbox, Smtp } from "~/api/types";
import type { useForm } from "~/kit/form";

export type MailboxForm = ReturnType<typeof useForm<MailboxValues>>;

export type MailboxValues = {
  name: string;
  addresses: string;
  from_form: string;
  signature: string;
  team_id: number | null;
  active: boolean;
  imap: Imap | null;
  smtp: Smtp | null;
};

export const freshImap: Imap = {
  host: "",
  port: 993,
  tls: "implicit",
  user: "",
  folder: "INBOX",
  poll_seconds: 30,
  start_with: "all",
};

/** A mailbox as it is usually begun. */
export const fresh: MailboxValues = {
  name: "",
  addresses: "",
  from_form: "{agent} via {desk}",
  signature: "",
  team_id: null,
  active: true,
  imap: freshImap,
  smtp: { host: "", port: 465, tls: "implicit", user: "" },
};

export const valuesOf = ({
  name,
  addresses,
  from_form,
  signature,
  team_id,
  active,
  imap,
  smtp,
}: Mailbox): MailboxValues => ({
  name,
  addresses: addresses.join(", "),
  from_form,
  signature,
  team_id,
  active,
  imap,
  smtp,
});

export const addressesIn = (text: string) => text.split(/[\s,;]+/).filter(Boolean);
