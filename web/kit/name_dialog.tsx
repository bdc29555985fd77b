// SPDX-License-Identifier: AGPL-3.0-or-later
import type { ReactNode } from "react";
import { m } from "~/core/messages/messages";
import { Checkbox, Field, Input } from "./field";
import { FormDialog } from "./form_dialog";

/** What the dialog needs of a form: it has a name, and can be sent. */
type NamedForm = {
  values: { name: string };
  set: (field: "name", name: string) => void;
  error: (field: string) => string | undefined;
  wholeError: string | undefined;
  busy: boolean;
  submit: () => Promise<boolean>;
};

type Tick = {
  label: string;
  hint: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
};

type Props = {
  form: NamedForm;
  title: string;
  onClose: () => void;
  tick?: Tick | false;
  children?: ReactNode;
};

/** Makes or changes a thing of the desk: its name, what else there is to it, and perhaps a tick. */
export function NameDialog({ form, title, onClose, tick, children }: Props) {
  return (
    <FormDialog form={form} title={title} onClose={onClose}>
      <Field label={m.name()} error={form.error("name")}>
        {(tied) => (
          <Input
            {...tied}
            value={form.values.name}
            onChange={(event) => form.set("name", event.target.value)}
          />
        )}
      </Field>
      {children}
      {tick && (
        <Checkbox
          label={tick.label}
          hint={tick.hint}
          checked={tick.checked}
          onChange={(event) => tick.onChange(event.target.checked)}
        />
      )}
    </FormDialog>
  );
}
