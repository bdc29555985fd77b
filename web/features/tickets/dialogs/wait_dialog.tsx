// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Ticket, WaitingFor } from "~/api/types";
import { m } from "~/core/messages/messages";
import { useReader } from "~/core/time";
import { allWaits } from "~/core/words";
import { instantOf, localOf } from "~/core/zoned";
import { Button } from "~/kit/button";
import { Dialog } from "~/kit/dialog";
import { Field, FieldError, Input, Radio } from "~/kit/field";
import { useForm } from "~/kit/form";
import { toast } from "~/kit/toast";
import { waitOnTicket } from "../api";

const names: Record<WaitingFor, () => string> = {
  customer: m.wait_customer,
  supplier: m.wait_supplier,
  change: m.wait_change,
  until: m.wait_until,
};

export function WaitDialog({ ticket, onClose }: { ticket: Ticket; onClose: () => void }) {
  const { zone } = useReader();
  const tomorrow = localOf(Date.now() + 24 * 3_600_000, zone).slice(0, 10);
  const form = useForm(
    { waiting_for: "customer" as WaitingFor, until: `${tomorrow}T09:00` },
    (values) =>
      waitOnTicket(ticket.number, {
        waiting_for: values.waiting_for,
        ...(values.waiting_for === "until" ? { until: instantOf(values.until, zone) } : {}),
      }),
  );
  const submit = async () => {
    if (!(await form.submit())) return;
    onClose();
    toast(m.ticket_waits());
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={m.wait_title()}
      onSubmit={() => void submit()}
      actions={
        <>
          <Button onClick={onClose}>{m.cancel()}</Button>
          <Button type="submit" tone="primary" busy={form.busy}>
            {m.wait_start()}
          </Button>
        </>
      }
    >
      <fieldset className="flex flex-col gap-1">
        <legend className="sr-only">{m.wait_title()}</legend>
        {allWaits.map((one) => (
          <Radio
            key={one}
            name="waiting_for"
            label={names[one]()}
            checked={form.values.waiting_for === one}
            onChange={() => form.set("waiting_for", one)}
            className="min-h-8"
          />
        ))}
      </fieldset>
      {form.values.waiting_for === "until" && (
        <Field label={m.wait_until_when()} hint={zone} error={form.error("until")} className="mt-3">
          {(tied) => (
            <Input
              {...tied}
              type="datetime-local"
              value={form.values.until}
              onChange={(event) => form.set("until", event.target.value)}
            />
          )}
        </Field>
      )}
      <FieldError text={form.wholeError} />
    </Dialog>
  );
}
