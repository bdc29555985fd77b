// SPDX-License-Identifier: AGPL-3.0-or-later
import { useQuery } from "@tanstack/react-query";
import type { Ticket } from "~/api/types";
import { m } from "~/core/messages/messages";
import { Button } from "~/kit/button";
import { Dialog } from "~/kit/dialog";
import { Field, FieldError, Radio, Select, TextArea } from "~/kit/field";
import { useForm } from "~/kit/form";
import { toast } from "~/kit/toast";
import { causesQuery, reopenTicket, resolveTicket } from "../api";
import { useCategoryChoices } from "../categories";
import { attempt } from "../changes";

type Props = { ticket: Ticket; onClose: () => void; onDone: () => void };

export function ResolveDialog({ ticket, onClose, onDone }: Props) {
  const { choices } = useCategoryChoices("closing");
  const { data: known } = useQuery(causesQuery);
  const causes = known?.items.filter((one) => one.active) ?? [];
  const form = useForm(
    {
      resolution: "",
      cause_code: "",
      closing_category_id: ticket.closing_category_id ?? ticket.opening_category_id,
      will_last: "",
    },
    ({ resolution, cause_code, closing_category_id, will_last }) =>
      resolveTicket(ticket.number, {
        closing_category_id,
        ...(resolution.trim() ? { resolution: resolution.trim() } : {}),
        ...(cause_code ? { cause_code } : {}),
        ...(will_last ? { will_last: will_last === "yes" } : {}),
      }),
  );
  const submit = async () => {
    if (!(await form.submit())) return;
    onClose();
    toast(m.ticket_resolved({ number: ticket.number }), {
      action: {
        text: m.undo(),
        keys: "z",
        run: () => void attempt(reopenTicket({ number: ticket.number, state: "resolved" })),
      },
    });
    onDone();
  };
  return (
    <Dialog
      open
      width="wide"
      onClose={onClose}
      title={m.resolve_title({ number: ticket.number })}
      description={m.resolve_text()}
      onSubmit={() => void submit()}
      actions={
        <>
          <Button onClick={onClose}>{m.cancel()}</Button>
          <Button type="submit" tone="primary" busy={form.busy}>
            {m.resolve()}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <Field
          label={m.resolve_what()}
          hint={m.resolve_what_hint()}
          error={form.error("resolution")}
        >
          {(tied) => (
            <TextArea
              {...tied}
              rows={4}
              value={form.values.resolution}
              onChange={(event) => form.set("resolution", event.target.value)}
            />
          )}
        </Field>
        <div className="grid gap-4 two:grid-cols-2">
          <Field label={m.cause()} error={form.error("cause_code")}>
            {(tied) => (
              <Select
                {...tied}
                value={form.values.cause_code}
                onChange={(event) => form.set("cause_code", event.target.value)}
              >
                <option value="">{m.cause_none()}</option>
                {causes.map((one) => (
                  <option key={one.id} value={one.name}>
                    {one.name}
                  </option>
                ))}
              </Select>
            )}
          </Field>
          <Field label={m.closing_category()} error={form.error("closing_category_id")}>
            {(tied) => (
              <Select
                {...tied}
                value={form.values.closing_category_id ?? ""}
                onChange={(event) =>
                  form.set(
                    "closing_category_id",
                    event.target.value ? Number(event.target.value) : null,
                  )
                }
              >
                {choices.map((one) => (
                  <option key={one.value ?? 0} value={one.value ?? ""}>
                    {one.text}
                  </option>
                ))}
              </Select>
            )}
          </Field>
        </div>
        <fieldset className="flex flex-col gap-1">
          <legend className="mb-1 text-13 font-medium">{m.will_last()}</legend>
          <Radio
            name="will_last"
            label={m.will_last_yes()}
            checked={form.values.will_last === "yes"}
            onChange={() => form.set("will_last", "yes")}
          />
          <Radio
            name="will_last"
            label={m.will_last_no()}
            hint={m.will_last_no_hint()}
            checked={form.values.will_last === "no"}
            onChange={() => form.set("will_last", "no")}
          />
        </fieldset>
        <FieldError text={form.wholeError} />
      </div>
    </Dialog>
  );
}
