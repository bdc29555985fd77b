// SPDX-License-Identifier: AGPL-3.0-or-later
import { m } from "~/core/messages/messages";
import { useTeamChoices } from "~/features/access";
import { Checkbox, Field, Input, Select, TextArea } from "~/kit/field";
import { Panel } from "~/kit/page";
import type { MailboxForm } from "./mailbox_values";

export function About({ form }: { form: MailboxForm }) {
  const teams = useTeamChoices();
  const { values, set, error } = form;
  return (
    <Panel title={m.mailbox_about()}>
      <div className="flex flex-col gap-4 px-4 py-4">
        <div className="grid gap-4 two:grid-cols-2">
          <Field label={m.name()} error={error("name")}>
            {(tied) => (
              <Input
                {...tied}
                placeholder={m.mailbox_name_example()}
                value={values.name}
                onChange={(event) => set("name", event.target.value)}
              />
            )}
          </Field>
          <Field label={m.mailbox_team()} hint={m.mailbox_team_hint()} error={error("team_id")}>
            {(tied) => (
              <Select
                {...tied}
                value={values.team_id ?? ""}
                onChange={(event) =>
                  set("team_id", event.target.value ? Number(event.target.value) : null)
                }
              >
                {teams.map((one) => (
                  <option key={one.value ?? 0} value={one.value ?? ""}>
                    {one.text}
                  </option>
                ))}
              </Select>
            )}
          </Field>
        </div>
        <Field
          label={m.mailbox_addresses()}
          hint={m.mailbox_addresses_hint()}
          error={error("addresses") ?? error("addresses.0")}
        >
          {(tied) => (
            <Input
              {...tied}
              placeholder="support@acme.example"
              value={values.addresses}
              onChange={(event) => set("addresses", event.target.value)}
            />
          )}
        </Field>
        <Field label={m.mailbox_from()} hint={m.mailbox_from_hint()} error={error("from_form")}>
          {(tied) => (
            <Input
              {...tied}
              value={values.from_form}
              onChange={(event) => set("from_form", event.target.value)}
            />
          )}
        </Field>
        <Field
          label={m.mailbox_signature()}
          hint={m.mailbox_signature_hint()}
          error={error("signature")}
        >
          {(tied) => (
            <TextArea
              {...tied}
              rows={3}
              value={values.signature}
              onChange={(event) => set("signature", event.target.value)}
            />
          )}
        </Field>
        <Checkbox
          label={m.mailbox_active()}
          hint={m.mailbox_active_hint()}
          checked={values.active}
          onChange={(event) => set("active", event.target.checked)}
        />
      </div>
    </Panel>
  );
}
