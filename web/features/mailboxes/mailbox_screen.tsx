// SPDX-License-Identifier: AGPL-3.0-or-later
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { Refusal } from "~/api/problem";
import type { Mailbox } from "~/api/types";
import { m } from "~/core/messages/messages";
import { useMay } from "~/core/session";
import { Button } from "~/kit/button";
import { FieldError } from "~/kit/field";
import { useForm } from "~/kit/form";
import { Loaded } from "~/kit/loaded";
import { Page } from "~/kit/page";
import { NewerNotice, usePinned } from "~/kit/pinned";
import { Failed } from "~/kit/states";
import { toast, toastFault } from "~/kit/toast";
import { Unsaved } from "~/kit/unsaved";
import { About } from "./about_fields";
import { changeMailbox, createMailbox, deleteMailbox, mailboxesQuery } from "./api";
import { ConnectPanel } from "./connect_panel";
import { addressesIn, fresh, valuesOf } from "./mailbox_values";
import { ImapFields, SmtpFields, storedFor } from "./server_fields";
import { SignInFields } from "./sign_in_fields";
import { SigningPanel } from "./signing_panel";
import { TestPanel } from "./test_panel";

export function MailboxScreen() {
  const { id = "new" } = useParams({ strict: false });
  const mailboxes = useQuery(mailboxesQuery);
  if (id === "new") return <Form key="new" />;
  return (
    <Loaded query={mailboxes}>
      {({ items }) => {
        const mailbox = items.find((one) => one.id === Number(id));
        return mailbox ? (
          <Known key={mailbox.id} newest={mailbox} />
        ) : (
          <Failed fault={new Refusal({ status: 404, code: "not_found" })} />
        );
      }}
    </Loaded>
  );
}

function Known({ newest }: { newest: Mailbox }) {
  const pinned = usePinned(newest);
  return (
    <Form
      key={pinned.shown.version}
      mailbox={pinned.shown}
      onEdit={pinned.hold}
      onSaved={pinned.release}
      after={
        <div className="mt-5">
          <SigningPanel mailbox={newest.id} />
        </div>
      }
    >
      <ConnectPanel mailbox={newest} />
      <TestPanel mailbox={newest} />
      <NewerNotice pinned={pinned} />
    </Form>
  );
}

type FormProps = {
  mailbox?: Mailbox;
  onEdit?: () => void;
  onSaved?: () => void;
  children?: ReactNode;
  after?: ReactNode;
};

function Form({ mailbox, onEdit, onSaved, children, after }: FormProps) {
  const navigate = useNavigate();
  const mayManage = useMay("settings:manage");
  const form = useForm(
    mailbox ? valuesOf(mailbox) : fresh,
    async ({ addresses, active, ...values }, replaces) => {
      const { smtp } = values;
      // A server that wants no name gets none: an empty one would be a wrong one.
      const body = {
        ...values,
        smtp: smtp && { ...smtp, user: smtp.user || undefined },
        addresses: addressesIn(addresses),
      };
      if (mailbox)
        return changeMailbox(mailbox.id, { ...body, active, expected_version: replaces });
      const made = await createMailbox(body);
      void navigate({
        to: "/settings/mailboxes/$id",
        params: { id: String(made.id) },
        replace: true,
      });
    },
    { version: mailbox?.version, onEdit },
  );
  const submit = async () => {
    if (!(await form.submit())) return;
    toast(m.saved());
    onSaved?.();
  };
  return (
    <Page
      title={mailbox?.name ?? m.mailbox_new()}
      back={{ to: "/settings/mailboxes", text: m.mailboxes() }}
    >
      {children}
      <Unsaved form={form} />
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <fieldset disabled={!mayManage} className="min-w-0">
          <About form={form} />
          <SignInFields form={form} hasSecret={mailbox?.oauth?.has_client_secret ?? false} />
          <ImapFields
            form={form}
            stored={storedFor(mailbox?.imap, mailbox?.has_imap_password)}
            begun={mailbox?.started ?? false}
          />
          <SmtpFields form={form} stored={storedFor(mailbox?.smtp, mailbox?.has_smtp_password)} />
          <FieldError text={form.wholeError} />
          {mayManage && (
            <div className="flex flex-wrap items-start gap-2">
              <Button type="submit" tone="primary" busy={form.busy}>
                {m.save()}
              </Button>
              {mailbox && (
                <Delete
                  id={mailbox.id}
                  onDone={() => void navigate({ to: "/settings/mailboxes" })}
                />
              )}
            </div>
          )}
        </fieldset>
      </form>
      {after}
    </Page>
  );
}

function Delete({ id, onDone }: { id: number; onDone: () => void }) {
  const [armed, setArmed] = useState(false);
  const run = () => deleteMailbox(id).then(onDone, toastFault);
  return (
    <>
      <Button
        tone="danger"
        onBlur={() => setArmed(false)}
        onClick={() => (armed ? void run() : setArmed(true))}
        className="ml-auto"
      >
        {armed ? m.mailbox_delete_sure() : m.mailbox_delete()}
      </Button>
      <p role="status" className="basis-full text-right text-13 text-text-2">
        {armed && m.mailbox_delete_what()}
      </p>
    </>
  );
}
