// SPDX-License-Identifier: AGPL-3.0-or-later
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import type { Uploaded } from "~/api/types";
import { m } from "~/core/messages/messages";
import { useMe } from "~/core/session";
import { useAgentChoices, useTeamChoices } from "~/features/access";
import { CustomerField } from "~/features/people";
import { createTicket } from "~/features/tickets";
import { Button } from "~/kit/button";
import { Dialog } from "~/kit/dialog";
import { Field, FieldError, Input } from "~/kit/field";
import { useForm } from "~/kit/form";
import { toast } from "~/kit/toast";
import { useUploads } from "../composer/use_uploads";
import { Choices } from "./choices";
import { FirstMessage } from "./first_message";
import { MoreChoices } from "./more_choices";
import { bodyOfNew, freshValues, type StartValues } from "./values";

/** An agent starts a conversation: by phone, at the counter, or by writing first. */
export default function NewTicketDialog({ onClose }: { onClose: () => void }) {
  const me = useMe();
  const navigate = useNavigate();
  const { sending, start } = useUploads();
  const fields = useRef<HTMLDivElement>(null);
  const [turnedBack, setTurnedBack] = useState(0); // how often something was missing
  const files = useRef<Uploaded[]>([]);
  const form = useForm<StartValues>(freshValues(me.id), async (values) => {
    const ticket = await createTicket(bodyOfNew(values));
    toast(m.ticket_created({ number: ticket.number }));
    void navigate({
      to: "/tickets/$view/$number",
      params: { view: "all", number: String(ticket.number) },
      search: {},
    });
  });
  files.current = form.values.attachments;
  const submit = async () => {
    if (form.values.customer === null || !form.values.subject.trim())
      return setTurnedBack((before) => before + 1);
    if (sending.length > 0) return;
    if (await form.submit()) onClose();
  };
  useEffect(() => {
    if (turnedBack) fields.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [turnedBack]);
  const missing = (is: boolean) => (turnedBack && is ? m.error_required() : undefined);
  return (
    <Dialog
      open
      width="wide"
      onClose={onClose}
      title={m.new_ticket()}
      onSubmit={() => void submit()}
      actions={
        <>
          {sending.length > 0 && (
            <span className="flex-1 text-13 text-text-2">{m.uploads_running()}</span>
          )}
          <Button onClick={onClose}>{m.cancel()}</Button>
          <Button type="submit" tone="primary" busy={form.busy}>
            {form.values.message === "public" && form.values.html
              ? m.create_and_send()
              : m.create()}
          </Button>
        </>
      }
    >
      <div ref={fields} className="flex flex-col gap-4">
        <CustomerField
          value={form.values.customer}
          onChange={(customer) => form.set("customer", customer)}
          error={
            form.error("customer.email") ?? form.error("customer") ?? missing(!form.values.customer)
          }
        />
        <Field
          label={m.subject()}
          error={form.error("subject") ?? missing(!form.values.subject.trim())}
        >
          {(tied) => (
            <Input
              {...tied}
              maxLength={200}
              value={form.values.subject}
              onChange={(event) => form.set("subject", event.target.value)}
            />
          )}
        </Field>
        <Choices form={form} teams={useTeamChoices()} agents={useAgentChoices()} />
        <MoreChoices form={form} />
        <FirstMessage
          values={form.values}
          sending={sending}
          set={form.set}
          onSubmit={() => void submit()}
          onFile={(file) =>
            void start(file).then(
              (uploaded) => uploaded && form.set("attachments", [...files.current, uploaded]),
            )
          }
        />
        <FieldError text={form.wholeError} />
      </div>
    </Dialog>
  );
}
