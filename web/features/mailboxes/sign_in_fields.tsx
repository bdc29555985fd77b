// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Imap, Smtp } from "~/api/types";
import { m } from "~/core/messages/messages";
import { Field, Input, Select } from "~/kit/field";
import { Panel } from "~/kit/page";
import { type MailboxForm, type OAuthValues, type Provider, wayBack } from "./mailbox_values";

const words: Record<Provider, () => string> = {
  google: m.sign_in_google,
  microsoft: m.sign_in_microsoft,
  other: m.sign_in_other,
};

type Server = Pick<Smtp, "host" | "port" | "tls">;
/** Where the mailboxes of a provider are, so that nobody has to look it up. */
const servers: Record<Exclude<Provider, "other">, { imap: Server; smtp: Server }> = {
  google: {
    imap: { host: "imap.gmail.com", port: 993, tls: "implicit" },
    smtp: { host: "smtp.gmail.com", port: 465, tls: "implicit" },
  },
  microsoft: {
    imap: { host: "outlook.office365.com", port: 993, tls: "implicit" },
    smtp: { host: "smtp.office365.com", port: 587, tls: "starttls" },
  },
};

const empty = { client_id: "" };

/** With passwords, or with tokens of a provider that wants no passwords any more. */
export function SignInFields({ form, hasSecret }: { form: MailboxForm; hasSecret: boolean }) {
  const { oauth, imap, smtp } = form.values;
  const change = (patch: Partial<OAuthValues>) =>
    oauth && form.set("oauth", { ...oauth, ...patch });
  const choose = (provider: Provider | "") => {
    if (!provider) return form.set("oauth", null);
    form.set("oauth", { ...(oauth ?? empty), provider });
    if (provider === "other") return;
    // What somebody has typed stays.
    if (imap && !imap.host) form.set("imap", { ...imap, ...servers[provider].imap } as Imap);
    if (smtp && !smtp.host) form.set("smtp", { ...smtp, ...servers[provider].smtp });
  };
  return (
    <Panel title={m.sign_in_ways()} text={m.sign_in_ways_text()}>
      <div className="flex flex-col gap-4 px-4 py-4">
        <Field label={m.sign_in_way()} error={form.error("oauth.provider")}>
          {(tied) => (
            <Select
              {...tied}
              value={oauth?.provider ?? ""}
              onChange={(event) => choose(event.target.value as Provider | "")}
            >
              <option value="">{m.sign_in_password()}</option>
              {(Object.keys(words) as Provider[]).map((one) => (
                <option key={one} value={one}>
                  {words[one]()}
                </option>
              ))}
            </Select>
          )}
        </Field>
        {oauth && (
          <>
            <div className="grid gap-4 two:grid-cols-2">
              <Line
                form={form}
                name="client_id"
                label={m.oauth_client_id()}
                value={oauth.client_id}
                change={(client_id) => change({ client_id })}
              />
              <Field
                label={m.oauth_client_secret()}
                hint={hasSecret ? m.server_password_stored() : undefined}
                error={form.error("oauth.client_secret")}
              >
                {(tied) => (
                  <Input
                    {...tied}
                    type="password"
                    autoComplete="new-password"
                    value={oauth.client_secret ?? ""}
                    onChange={(event) => change({ client_secret: event.target.value || undefined })}
                  />
                )}
              </Field>
            </div>
            {oauth.provider === "microsoft" && (
              <Line
                form={form}
                name="tenant"
                label={m.oauth_tenant()}
                hint={m.oauth_tenant_hint()}
                value={oauth.tenant ?? ""}
                change={(tenant) => change({ tenant: tenant || undefined })}
              />
            )}
            {oauth.provider === "other" && <Addresses form={form} oauth={oauth} change={change} />}
            <p className="text-13 text-text-2">
              {m.oauth_way_back()} <code className="break-all font-mono">{wayBack()}</code>
            </p>
          </>
        )}
      </div>
    </Panel>
  );
}

type AddressesProps = {
  form: MailboxForm;
  oauth: OAuthValues;
  change: (patch: Partial<OAuthValues>) => void;
};

function Addresses({ form, oauth, change }: AddressesProps) {
  const line = (name: "authorise_url" | "token_url" | "scope", label: string) => (
    <Line
      form={form}
      name={name}
      label={label}
      value={oauth[name] ?? ""}
      change={(text) => change({ [name]: text || undefined })}
    />
  );
  return (
    <>
      {line("authorise_url", m.oauth_authorise_url())}
      {line("token_url", m.oauth_token_url())}
      {line("scope", m.oauth_scope())}
    </>
  );
}

type LineProps = {
  form: MailboxForm;
  name: string;
  label: string;
  hint?: string;
  value: string;
  change: (text: string) => void;
};

function Line({ form, name, label, hint, value, change }: LineProps) {
  return (
    <Field label={label} hint={hint} error={form.error(`oauth.${name}`)}>
      {(tied) => (
        <Input
          {...tied}
          autoComplete="off"
          value={value}
          onChange={(event) => change(event.target.value.trimStart())}
        />
      )}
    </Field>
  );
}
