// SPDX-License-Identifier: AGPL-3.0-or-later
import type { ReactNode } from "react";
import { m } from "~/core/messages/messages";
import { Button } from "./button";
import { FieldError } from "./field";
import { Panel } from "./page";
import { toast } from "./toast";

type FormLike = { busy: boolean; wholeError: string | undefined; submit: () => Promise<boolean> };
type Props = {
  form: FormLike;
  title?: string;
  text?: ReactNode;
  children: ReactNode;
  disabled?: boolean;
  submitText?: string;
  doneText?: string;
  extra?: ReactNode;
  onDone?: () => void;
};

/** A panel whose fields are sent together. */
export function FormPanel({
  form,
  title,
  text,
  children,
  disabled,
  submitText,
  doneText,
  extra,
  onDone,
}: Props) {
  const submit = async () => {
    if (!(await form.submit())) return;
    toast(doneText ?? m.saved());
    onDone?.();
  };
  return (
    <Panel title={title} text={text}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <fieldset disabled={disabled} className="flex min-w-0 flex-col gap-4 px-4 py-4">
          {children}
          <FieldError text={form.wholeError} />
        </fieldset>
        {!disabled && (
          <footer className="flex flex-wrap items-center justify-end gap-2 rounded-b-card border-t border-divider bg-surface px-4 py-3">
            {extra}
            <Button type="submit" tone="primary" busy={form.busy}>
              {submitText ?? m.save()}
            </Button>
          </footer>
        )}
      </form>
    </Panel>
  );
}
