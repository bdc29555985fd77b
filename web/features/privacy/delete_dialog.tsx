// SPDX-License-Identifier: AGPL-3.0-or-later
import { m } from "~/core/messages/messages";
import { useForm } from "~/kit/form";
import { FormDialog } from "~/kit/form_dialog";
import { Notice } from "~/kit/notice";
import { toast } from "~/kit/toast";
import { deleteTicket } from "./api";
import { ReasonField } from "./reason_field";

type Props = { number: number; onClose: () => void; onGone: () => void };

/** Deletes a ticket for good, or asks a colleague to confirm it. */
export function DeleteDialog({ number, onClose, onGone }: Props) {
  const form = useForm({ reason: "" }, async ({ reason }) => {
    const request = await deleteTicket(number, reason);
    if (request.state !== "done") return toast(m.privacy_asked());
    toast(m.ticket_deleted({ number }));
    onGone();
  });
  return (
    <FormDialog
      form={form}
      title={m.ticket_delete_title({ number })}
      description={m.ticket_delete_text()}
      submitText={m.ticket_delete_do()}
      tone="danger"
      onClose={onClose}
    >
      <ReasonField
        hint={m.privacy_reason_hint()}
        error={form.error("reason")}
        value={form.values.reason}
        onChange={(value) => form.set("reason", value)}
      />
      <Notice tone="warn">{m.privacy_forever()}</Notice>
    </FormDialog>
  );
}
