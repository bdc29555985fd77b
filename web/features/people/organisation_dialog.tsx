// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Organisation } from "~/api/types";
import { m } from "~/core/messages/messages";
import { Field, Input } from "~/kit/field";
import { useForm } from "~/kit/form";
import { NameDialog } from "~/kit/name_dialog";
import { changeOrganisation, createOrganisation } from "./api";
import { NoteField } from "./note_field";

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
    async (values, replaces) => {
      const body = { ...values, domains: domainsIn(values.domains) };
      onDone?.(
        organisation
          ? await changeOrganisation(organisation.id, {
              ...body,
              expected_version: replaces,
            })
          : await createOrganisation(body),
      );
    },
    { version: organisation?.version },
  );
  return (
    <NameDialog
      form={form}
      title={organisation ? m.organisation_edit() : m.organisation_new()}
      onClose={onClose}
      tick={{
        label: m.shares_tickets(),
        hint: m.shares_tickets_hint(),
        checked: form.values.shares_tickets,
        onChange: (shares) => form.set("shares_tickets", shares),
      }}
    >
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
      <NoteField form={form} />
    </NameDialog>
  );
}
