// SPDX-License-Identifier: AGPL-3.0-or-later
import { m } from "~/core/messages/messages";
import { Field, TextArea } from "~/kit/field";

type NotedForm = {
  values: { note: string };
  set: (field: "note", note: string) => void;
  error: (field: string) => string | undefined;
};

/** What agents should know of a person or an organisation. */
export const NoteField = ({ form }: { form: NotedForm }) => (
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
);
