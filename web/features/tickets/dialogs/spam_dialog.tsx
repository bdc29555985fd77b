// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Block, Ticket } from "~/api/types";
import { m } from "~/core/messages/messages";
import { Button } from "~/kit/button";
import { Dialog } from "~/kit/dialog";
import { FieldError, Radio } from "~/kit/field";
import { useForm } from "~/kit/form";
import { toast } from "~/kit/toast";
import { cancelTicket, reopenTicket } from "../api";
import { attempt } from "../changes";

type Props = { ticket: Ticket; onClose: () => void; onDone: () => void };

export function SpamDialog({ ticket, onClose, onDone }: Props) {
  // Blocked is who wrote last, from that very address: a customer may have several.
  const written = ticket.entries.filter((one) => one.kind === "message_in" && one.from);
  const address = written.at(-1)?.from?.email ?? ticket.customer.email ?? "";
  const domain = address.split("@")[1] ?? "";
  const form = useForm({ block: "none" as Block }, ({ block }) =>
    cancelTicket(ticket.number, { as: "spam", block }),
  );
  const submit = async () => {
    if (!(await form.submit())) return;
    onClose();
    // Undoing brings the ticket back and lifts the block: both came from this one act.
    toast(m.spam_done({ number: ticket.number }), {
      action: {
        text: m.undo(),
        keys: "z",
        run: () => void attempt(reopenTicket({ number: ticket.number, state: "cancelled" })),
      },
    });
    onDone();
  };
  const choices: { block: Block; name: string }[] = [
    { block: "none", name: m.block_none() },
    { block: "sender", name: m.block_sender({ address }) },
    { block: "domain", name: m.block_domain({ domain }) },
  ];
  return (
    <Dialog
      open
      onClose={onClose}
      title={m.spam_title()}
      description={m.spam_text()}
      onSubmit={() => void submit()}
      actions={
        <>
          <Button onClick={onClose}>{m.cancel()}</Button>
          <Button type="submit" tone="danger" busy={form.busy}>
            {m.spam_mark()}
          </Button>
        </>
      }
    >
      <fieldset className="flex flex-col gap-1">
        <legend className="mb-1 text-13 font-medium">{m.block_what()}</legend>
        {choices.map((one) => (
          <Radio
            key={one.block}
            name="block"
            label={<span className="wrap-anywhere">{one.name}</span>}
            checked={form.values.block === one.block}
            onChange={() => form.set("block", one.block)}
            className="min-h-8"
          />
        ))}
      </fieldset>
      <FieldError text={form.wholeError} />
    </Dialog>
  );
}
