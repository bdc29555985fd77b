// SPDX-License-Identifier: AGPL-3.0-or-later
import type { ReactNode } from "react";
import { m } from "~/core/messages/messages";
import { Button } from "./button";
import { Dialog } from "./dialog";
import { Checkbox, Field, FieldError, Input } from "./field";

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
  const submit = async () => {
    if (await form.submit()) onClose();
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={title}
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
        {children}
        {tick && (
          <Checkbox
            label={tick.label}
            hint={tick.hint}
            checked={tick.checked}
            onChange={(event) => tick.onChange(event.target.checked)}
          />
        )}
        <FieldError text={form.wholeError} />
      </div>
    </Dialog>
  );
}
