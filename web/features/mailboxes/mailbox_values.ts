// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Imap, Mailbox, OAuth, Smtp } from "~/api/types";
import type { useForm } from "~/kit/form";

export type MailboxForm = ReturnType<typeof useForm<MailboxValues>>;

export type Provider = OAuth["provider"];

/** How it signs in by tokens: as entered, so that nothing of it is null. */
export type OAuthValues = {
  provider: Provider;
  client_id: string;
  client_secret?: string;
  tenant?: string;
  authorise_url?: string;
  token_url?: string;
  scope?: string;
};

const oauthValues = ({ provider, client_id, ...rest }: OAuth): OAuthValues => ({
  provider,
  client_id,
  tenant: rest.tenant ?? undefined,
  authorise_url: rest.authorise_url ?? undefined,
  token_url: rest.token_url ?? undefined,
  scope: rest.scope ?? undefined,
});

/** Where providers send the browser back to, which they want to be told of beforehand. */
export const wayBack = () => `${window.location.origin}/desk/settings/mailbox_connected`;

export type MailboxValues = {
  name: string;
  addresses: string;
  from_form: string;
  signature: string;
  team_id: number | null;
  active: boolean;
  imap: Imap | null;
  smtp: Smtp | null;
  oauth: OAuthValues | null;
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
  oauth: null,
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
  oauth,
}: Mailbox): MailboxValues => ({
  name,
  addresses: addresses.join(", "),
  from_form,
  signature,
  team_id,
  active,
  imap,
  smtp,
  oauth: oauth && oauthValues(oauth),
});

export const addressesIn = (text: string) => text.split(/[\s,;]+/).filter(Boolean);
