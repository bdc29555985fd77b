// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Organisation } from "~/api/types";
import { m } from "~/core/messages/messages";
import { Button } from "~/kit/button";
import { Dialog } from "~/kit/dialog";
import { Checkbox, Field, FieldError, Input, TextArea } from "~/kit/field";
import { useForm } from "~/kit/form";
import { changeOrganisation, createOrganisation } from "./api";

type Props = {
  organisation?: Organisation;
  onClose: () => void;
  onDone?: (organisation: Organisation) => void;
};

const domainsIn = (text: string) =>
  text
    .split(/[\s,;]+/)
    .map((one) => one.replace(/^@/, "").toLowerCase())
    .filter(Boolean);

export function OrganisationDialog({ organisation, onClose, onDone }: Props) {
  const form = useForm(
    {
      name: organisation?.name ?? "",
      domains: organisation?.domains.join(", ") ?? "",
      note: organisation?.note ?? "",
      shares_tickets: organisation?.shares_tickets ?? false,
    },
    async (values) => {
      const body = { ...values, domains: domainsIn(values.domains) };
      onDone?.(
        organisation
          ? await changeOrganisation(organisation.id, {
              ...body,
              expected_version: organisation.version,
            })
          : await createOrganisation(body),
      );
    },
  );
  const submit = async () => {
    if (await form.submit()) onClose();
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={organisation ? m.organisation_edit() : m.organisation_new()}
      onSubmit={() => void submit()}
      actions={
        <>
          <Button onClick={onClose}>{m.cancel()}</Button>
          <Button type="submit" tone="primary" busy={form.busy}>
            {m.save()}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <Field label={m.name()} error={form.error("name")}>
          {(tied) => (
            <Input
              {...tied}
              value={form.values.name}
              onChange={(event) => form.set("name", event.target.value)}
            />
          )}
        </Field>
        <Field
          label={m.domains()}
          hint={m.domains_hint()}
          error={form.error("domains") ?? form.error("domains.0")}
        >
          {(tied) => (
            <Input
              {...tied}
              placeholder="acme.example"
              value={form.values.domains}
              onChange={(event) => form.set("domains", event.target.value)}
            />
          )}
        </Field>
        <Field
          label={m.note()}
          optional={m.optional()}
          hint={m.person_note_hint()}
          error={form.error("note")}
        >
          {(tied) => (
            <TextArea
              {...tied}
              rows={3}
              value={form.values.note}
              onChange={(event) => form.set("note", event.target.value)}
            />
          )}
        </Field>
        <Checkbox
          label={m.shares_tickets()}
          hint={m.shares_tickets_hint()}
          checked={form.values.shares_tickets}
          onChange={(event) => form.set("shares_tickets", event.target.checked)}
        />
        <FieldError text={form.wholeError} />
      </div>
    </Dialog>
  );
}
