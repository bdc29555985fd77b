// SPDX-License-Identifier: AGPL-3.0-or-later
import type { ReactNode } from "react";
import { Checkbox } from "./field";
import { FormDialog } from "./form_dialog";
import { type NamedForm, NameField } from "./name_field";

type SentForm = NamedForm & {
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
  form: SentForm;
  title: string;
  onClose: () => void;
  tick?: Tick | false;
  children?: ReactNode;
};

/** Makes or changes a thing of the desk: its name, what else there is to it, and perhaps a tick. */
export function NameDialog({ form, title, onClose, tick, children }: Props) {
  return (
    <FormDialog form={form} title={title} onClose={onClose}>
      <NameField form={form} />
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
