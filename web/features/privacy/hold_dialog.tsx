// SPDX-License-Identifier: AGPL-3.0-or-later
import { useQuery } from "@tanstack/react-query";
import { m } from "~/core/messages/messages";
import { useForm } from "~/kit/form";
import { FormDialog } from "~/kit/form_dialog";
import { toast } from "~/kit/toast";
import { endHold, holdQuery, holdTicket } from "./api";
import { ReasonField } from "./reason_field";

/** Keeps a ticket from being redacted, erased or deleted, or ends that. */
export function HoldDialog({ number, onClose }: { number: number; onClose: () => void }) {
  const hold = useQuery(holdQuery(number)).data;
  const form = useForm({ reason: "" }, ({ reason }) =>
    hold?.held ? endHold(number) : holdTicket(number, reason),
  );
  if (!hold) return null;
  return (
    <FormDialog
      form={form}
      title={m.hold_title({ number })}
      description={hold.held ? m.hold_is({ reason: hold.reason ?? "" }) : m.hold_text()}
      submitText={hold.held ? m.hold_end() : m.hold_begin()}
      onClose={onClose}
      onDone={() => toast(hold.held ? m.hold_ended() : m.hold_begun())}
    >
      {hold.held ? (
        <p className="text-14">{m.hold_end_text()}</p>
      ) : (
        <ReasonField
          hint={m.hold_reason_hint()}
          error={form.error("reason")}
          value={form.values.reason}
          onChange={(value) => form.set("reason", value)}
        />
      )}
    </FormDialog>
  );
}
