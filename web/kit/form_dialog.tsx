// SPDX-License-Identifier: AGPL-3.0-or-later
import type { ReactNode } from "react";
import { m } from "~/core/messages/messages";
import { Button } from "./button";
import { Dialog } from "./dialog";
import { FieldError } from "./field";

/** What the dialog needs of a form. */
type FormLike = { busy: boolean; wholeError: string | undefined; submit: () => Promise<boolean> };

type Props = {
  form: FormLike;
  title: string;
  description?: ReactNode;
  onClose: () => void;
  /** After the form was taken and the dialog has closed. */
  onDone?: () => void;
  submitText?: string;
  /** What it does cannot be taken back. */
  tone?: "primary" | "danger";
  /** What is sent leads on: another dialog takes its place. */
  staysOpen?: boolean;
  /** A further button, away from the others. */
  extra?: ReactNode;
  /** To be read only: there is nothing to send. */
  fixed?: boolean;
  /** A refusal that belongs to no single field, where it is not the form's own. */
  error?: string;
  children: ReactNode;
};

/** A form in a dialog: sent whole, it closes; refused, it stays with what was filled in. */
export function FormDialog({ form, onClose, onDone, children, error, ...rest }: Props) {
  const { title, description, submitText = m.save(), tone = "primary", extra, fixed } = rest;
  const { staysOpen } = rest;
  const submit = async () => {
    if (!(await form.submit())) return;
    if (!staysOpen) onClose();
    onDone?.();
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={title}
      description={description}
      onSubmit={() => void submit()}
      actions={
        !fixed && (
          <>
            {extra}
            <Button onClick={onClose}>{m.cancel()}</Button>
            <Button type="submit" tone={tone} busy={form.busy}>
              {submitText}
            </Button>
          </>
        )
      }
    >
      <div className="flex flex-col gap-4">
        {children}
        <FieldError text={error ?? form.wholeError} />
      </div>
    </Dialog>
  );
}
