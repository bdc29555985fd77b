// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Imap, Smtp } from "~/api/types";
import { m } from "~/core/messages/messages";
import { Checkbox, Field, Input, Select } from "~/kit/field";
import { Panel } from "~/kit/page";
import { freshImap, type MailboxForm } from "./mailbox_values";
import { StartWith } from "./start_with";

type Tls = Imap["tls"];
const tlsWords: Record<Tls, () => string> = {
  implicit: m.tls_implicit,
  starttls: m.tls_starttls,
  none: m.tls_none,
};
const ports = {
  imap: { implicit: 993, starttls: 143, none: 143 },
  smtp: { implicit: 465, starttls: 587, none: 25 },
};

/** What the desk holds of the password of a server; of one that is not kept yet there is nothing to say. */
export type Stored = "password" | "none" | undefined;

/** The desk tells no password, only whether it holds one. */
export const storedFor = (server: unknown, held: boolean | undefined): Stored =>
  server ? (held ? "password" : "none") : undefined;

const storedWords = { password: m.server_password_stored, none: m.server_password_none };

type Props = { form: MailboxForm; stored: Stored };
type Server = Pick<Smtp, "host" | "port" | "tls" | "user"> & { password?: string | null };

type FieldsProps = {
  which: "imap" | "smtp";
  value: Server;
  change: (patch: Partial<Server>) => void;
  error: (name: string) => string | undefined;
  stored: Stored;
  byToken: boolean;
};

function ServerFields({ which, value, change, error, stored, byToken }: FieldsProps) {
  // The usual port follows the way of encrypting, unless somebody chose another.
  const changeTls = (tls: Tls) =>
    change({ tls, ...(value.port === ports[which][value.tls] ? { port: ports[which][tls] } : {}) });
  return (
    <>
      <div className="grid gap-4 two:grid-cols-[1fr_10rem_6rem]">
        <Field label={m.server_host()} error={error(`${which}.host`)}>
          {(tied) => (
            <Input
              {...tied}
              placeholder={`${which}.acme.example`}
              value={value.host}
              onChange={(event) => change({ host: event.target.value.trim() })}
            />
          )}
        </Field>
        <Field label={m.server_tls()} error={error(`${which}.tls`)}>
          {(tied) => (
            <Select
              {...tied}
              value={value.tls}
              onChange={(event) => changeTls(event.target.value as Tls)}
            >
              {(Object.keys(tlsWords) as Tls[]).map((one) => (
                <option key={one} value={one}>
                  {tlsWords[one]()}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label={m.server_port()} error={error(`${which}.port`)}>
          {(tied) => (
            <Input
              {...tied}
              type="number"
              min={1}
              max={65535}
              value={value.port}
              onChange={(event) => change({ port: Number(event.target.value) })}
            />
          )}
        </Field>
      </div>
      <div className="grid gap-4 two:grid-cols-2">
        <Field label={m.server_user()} error={error(`${which}.user`)}>
          {(tied) => (
            <Input
              {...tied}
              autoComplete="off"
              value={value.user ?? ""}
              onChange={(event) => change({ user: event.target.value })}
            />
          )}
        </Field>
        {!byToken && (
          <Field
            label={m.password()}
            hint={stored && storedWords[stored]()}
            error={error(`${which}.password`)}
          >
            {(tied) => (
              <Input
                {...tied}
                type="password"
                autoComplete="new-password"
                value={value.password ?? ""}
                onChange={(event) => change({ password: event.target.value || undefined })}
              />
            )}
          </Field>
        )}
      </div>
    </>
  );
}

/** `begun`: its folder has been read, so that with which letters to begin is decided. */
export function ImapFields({ form, stored, begun }: Props & { begun: boolean }) {
  const { imap } = form.values;
  const change = ({ user, ...patch }: Partial<Server & Omit<Imap, keyof Server>>) =>
    imap && form.set("imap", { ...imap, ...patch, user: user ?? imap.user });
  return (
    <Panel title={m.mailbox_in()} text={m.mailbox_in_text()}>
      <div className="flex flex-col gap-4 px-4 py-4">
        <Checkbox
          label={m.mailbox_in_use()}
          checked={imap !== null}
          onChange={(event) => form.set("imap", event.target.checked ? freshImap : null)}
        />
        {imap && (
          <>
            <ServerFields
              which="imap"
              value={imap}
              change={change}
              error={form.error}
              stored={stored}
              byToken={form.values.oauth !== null}
            />
            <div className="grid gap-4 two:grid-cols-2">
              <Field label={m.imap_folder()} error={form.error("imap.folder")}>
                {(tied) => (
                  <Input
                    {...tied}
                    value={imap.folder}
                    onChange={(event) => change({ folder: event.target.value })}
                  />
                )}
              </Field>
              <Field label={m.imap_poll()} error={form.error("imap.poll_seconds")}>
                {(tied) => (
                  <Input
                    {...tied}
                    type="number"
                    min={5}
                    max={3600}
                    value={imap.poll_seconds}
                    onChange={(event) => change({ poll_seconds: Number(event.target.value) })}
                  />
                )}
              </Field>
            </div>
            {!begun && (
              <StartWith
                value={imap.start_with}
                onChange={(start_with) => form.set("imap", { ...imap, start_with })}
                error={form.error("imap.start_with")}
              />
            )}
          </>
        )}
      </div>
    </Panel>
  );
}

export function SmtpFields({ form, stored }: Props) {
  const { smtp } = form.values;
  const change = (patch: Partial<Smtp>) => smtp && form.set("smtp", { ...smtp, ...patch });
  return (
    <Panel title={m.mailbox_out()} text={m.mailbox_out_text()}>
      <div className="flex flex-col gap-4 px-4 py-4">
        <Checkbox
          label={m.mailbox_out_use()}
          checked={smtp !== null}
          onChange={(event) =>
            form.set(
              "smtp",
              event.target.checked ? { host: "", port: 465, tls: "implicit", user: "" } : null,
            )
          }
        />
        {smtp && (
          <ServerFields
            which="smtp"
            value={smtp}
            change={change}
            error={form.error}
            stored={stored}
            byToken={form.values.oauth !== null}
          />
        )}
      </div>
    </Panel>
  );
}
