// SPDX-License-Identifier: AGPL-3.0-or-later
import type { CancelledAs, Ticket } from "~/api/types";
import { m } from "~/core/messages/messages";
import { Button } from "~/kit/button";
import { Dialog } from "~/kit/dialog";
import { Field, FieldError, Input, Radio } from "~/kit/field";
import { useForm } from "~/kit/form";
import { toast } from "~/kit/toast";
import { cancelTicket, reopenTicket } from "../api";
import { attempt } from "../changes";
import { showDialog } from "../header/open";

const reasons: { as: CancelledAs; name: () => string }[] = [
  { as: "withdrawn", name: m.cancel_withdrawn },
  { as: "duplicate", name: m.cancel_duplicate },
  { as: "error", name: m.cancel_error },
];

export function CancelDialog({ ticket, onClose }: { ticket: Ticket; onClose: () => void }) {
  const form = useForm({ as: "withdrawn" as CancelledAs, reason: "", duplicate_of: "" }, (values) =>
    cancelTicket(ticket.number, {
      as: values.as,
      ...(values.reason.trim() ? { reason: values.reason.trim() } : {}),
      ...(values.as === "duplicate"
        ? { duplicate_of: Number(values.duplicate_of.replace("#", "")) }
        : {}),
    }),
  );
  const submit = async () => {
    if (!(await form.submit())) return;
    onClose();
    toast(m.ticket_cancelled(), {
      action: {
        text: m.undo(),
        keys: "z",
        run: () => void attempt(reopenTicket({ number: ticket.number, state: "cancelled" })),
      },
    });
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={m.cancel_title({ number: ticket.number })}
      onSubmit={() => void submit()}
      actions={
        <>
          <Button onClick={onClose}>{m.cancel_keep()}</Button>
          <Button type="submit" tone="danger" busy={form.busy}>
            {m.cancel_do()}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <fieldset className="flex flex-col gap-1">
          <legend className="mb-1 text-13 font-medium">{m.cancel_why()}</legend>
          {reasons.map((one) => (
            <Radio
              key={one.as}
              name="as"
              label={one.name()}
              checked={form.values.as === one.as}
              onChange={() => form.set("as", one.as)}
              className="min-h-8"
            />
          ))}
        </fieldset>
        {form.values.as === "duplicate" && (
          <Field label={m.duplicate_of()} error={form.error("duplicate_of")}>
            {(tied) => (
              <Input
                {...tied}
                inputMode="numeric"
                placeholder="#10482"
                value={form.values.duplicate_of}
                onChange={(event) => form.set("duplicate_of", event.target.value)}
              />
            )}
          </Field>
        )}
        <Field label={m.reason()} optional={m.optional()} error={form.error("reason")}>
          {(tied) => (
            <Input
              {...tied}
              value={form.values.reason}
              onChange={(event) => form.set("reason", event.target.value)}
            />
          )}
        </Field>
        <button
          type="button"
          onClick={() => showDialog("spam")}
          className="h-8 self-start text-13 text-accent underline underline-offset-2"
        >
          {m.spam_instead()}
        </button>
        <FieldError text={form.wholeError} />
      </div>
    </Dialog>
  );
}
