// SPDX-License-Identifier: AGPL-3.0-or-later
import { useQuery } from "@tanstack/react-query";
import type { Person } from "~/api/types";
import { m } from "~/core/messages/messages";
import { useMay, useSession } from "~/core/session";
import { Field, Input, Select } from "~/kit/field";
import { useForm } from "~/kit/form";
import { FormDialog } from "~/kit/form_dialog";
import { LetterLanguageField, ZoneField } from "~/kit/zone_field";
import { changePerson, createPerson, organisationChoices } from "./api";
import { NoteField } from "./note_field";

type Props = { person?: Person; onClose: () => void; onDone?: (person: Person) => void };

/** Makes a customer, or changes one. */
export function PersonDialog({ person, onClose, onDone }: Props) {
  const { desk } = useSession();
  // Who works for one team does not decide whose requests a customer reads.
  const mayDecideSight = useMay("person:write", null);
  const { data: organisations } = useQuery(organisationChoices);
  const form = useForm(
    {
      name: person?.name ?? "",
      address: "",
      organisation_id: person?.organisation?.id ?? null,
      zone: person?.zone ?? null,
      language: person?.language ?? null,
      note: person?.note ?? "",
    },
    async ({ address, ...values }, replaces) => {
      const done = person
        ? await changePerson(person.id, { ...values, expected_version: replaces })
        : await createPerson({ ...values, addresses: address.trim() ? [address.trim()] : [] });
      onDone?.(done);
    },
    { version: person?.version },
  );
  return (
    <FormDialog form={form} title={person ? m.person_edit() : m.person_new()} onClose={onClose}>
      <Field label={m.name()} error={form.error("name")}>
        {(tied) => (
          <Input
            {...tied}
            autoComplete="off"
            value={form.values.name}
            onChange={(event) => form.set("name", event.target.value)}
          />
        )}
      </Field>
      {!person && (
        <Field label={m.email()} error={form.error("addresses.0") ?? form.error("addresses")}>
          {(tied) => (
            <Input
              {...tied}
              type="email"
              autoComplete="off"
              value={form.values.address}
              onChange={(event) => form.set("address", event.target.value)}
            />
          )}
        </Field>
      )}
      {mayDecideSight && (
        <Field label={m.organisation()} error={form.error("organisation_id")}>
          {(tied) => (
            <Select
              {...tied}
              value={form.values.organisation_id ?? ""}
              onChange={(event) =>
                form.set("organisation_id", event.target.value ? Number(event.target.value) : null)
              }
            >
              <option value="">{m.none()}</option>
              {organisations?.items.map((one) => (
                <option key={one.id} value={one.id}>
                  {one.name}
                </option>
              ))}
            </Select>
          )}
        </Field>
      )}
      <div className="grid gap-4 two:grid-cols-2">
        <ZoneField
          value={form.values.zone}
          onChange={(value) => form.set("zone", value)}
          error={form.error("zone")}
          whenNone={m.as_the_desk({ value: desk.zone })}
        />
        <LetterLanguageField
          value={form.values.language}
          onChange={(value) => form.set("language", value)}
          error={form.error("language")}
          whenNone={m.as_the_desk({ value: desk.language })}
        />
      </div>
      <NoteField form={form} />
    </FormDialog>
  );
}
