// SPDX-License-Identifier: AGPL-3.0-or-later
import type { LinkKind, Ticket } from "~/api/types";
import { m } from "~/core/messages/messages";
import { allLinks, linkName } from "~/core/words";
import { Field, Input, Select } from "~/kit/field";
import { useForm } from "~/kit/form";
import { FormDialog } from "~/kit/form_dialog";
import { addLink } from "../api";

export function LinkDialog({ ticket, onClose }: { ticket: Ticket; onClose: () => void }) {
  const form = useForm({ kind: "related" as LinkKind, number: "" }, ({ kind, number }) =>
    addLink(ticket.number, { kind, number: Number(number.replace("#", "")) || 0 }),
  );
  return (
    <FormDialog
      form={form}
      title={m.link_title({ number: ticket.number })}
      onClose={onClose}
      submitText={m.link_do()}
    >
      <div className="grid gap-3 two:grid-cols-2">
        <Field label={m.link_kind()} error={form.error("kind")}>
          {(tied) => (
            <Select
              {...tied}
              value={form.values.kind}
              onChange={(event) => form.set("kind", event.target.value as LinkKind)}
            >
              {allLinks.map((kind) => (
                <option key={kind} value={kind}>
                  {linkName(kind)}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label={m.ticket_number()} error={form.error("number")}>
          {(tied) => (
            <Input
              {...tied}
              inputMode="numeric"
              placeholder="#10482"
              value={form.values.number}
              onChange={(event) => form.set("number", event.target.value)}
            />
          )}
        </Field>
      </div>
    </FormDialog>
  );
}
