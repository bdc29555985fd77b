// SPDX-License-Identifier: AGPL-3.0-or-later
import { useQuery } from "@tanstack/react-query";
import { m } from "~/core/messages/messages";
import { useForm } from "~/kit/form";
import { FormDialog } from "~/kit/form_dialog";
import { Notice } from "~/kit/notice";
import { toast } from "~/kit/toast";
import { erasePerson, erasureQuery } from "./api";
import { ReasonField } from "./reason_field";

type Props = { id: number; name: string; onClose: () => void };

export function EraseDialog({ id, name, onClose }: Props) {
  const preview = useQuery(erasureQuery(id)).data;
  const form = useForm({ reason: "" }, async ({ reason }) => {
    const request = await erasePerson(id, reason);
    toast(request.state === "asked" ? m.privacy_asked() : m.erasure_begun());
  });
  return (
    <FormDialog
      form={form}
      title={m.erase_title({ name })}
      description={m.erase_text()}
      submitText={m.erase_do()}
      tone="danger"
      onClose={onClose}
    >
      {preview && (
        <ul className="list-disc pl-5 text-14">
          <li>{m.erase_addresses({ count: preview.addresses })}</li>
          <li>{m.erase_tickets({ count: preview.tickets - preview.held.length })}</li>
          {preview.taking_part > 0 && (
            <li>{m.erase_taking_part({ count: preview.taking_part })}</li>
          )}
          {preview.held.length > 0 && (
            <li>{m.erase_held({ numbers: preview.held.map((one) => `#${one}`).join(", ") })}</li>
          )}
        </ul>
      )}
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
