// SPDX-License-Identifier: AGPL-3.0-or-later
import { m } from "~/core/messages/messages";
import { Field, Input } from "./field";

/** A form for a thing that has a name. */
export type NamedForm = {
  values: { name: string };
  set: (field: "name", name: string) => void;
  error: (field: string) => string | undefined;
};

export const NameField = ({ form }: { form: NamedForm }) => (
  <Field label={m.name()} error={form.error("name")}>
    {(tied) => (
      <Input
        {...tied}
        value={form.values.name}
        onChange={(event) => form.set("name", event.target.value)}
      />
    )}
  </Field>
);
