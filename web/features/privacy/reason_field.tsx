// SPDX-License-Identifier: AGPL-3.0-or-later
import { m } from "~/core/messages/messages";
import { Field, Input } from "~/kit/field";

type Props = {
  hint: string;
  error: string | undefined;
  value: string;
  onChange: (value: string) => void;
};

/** Why something is done that nobody can undo. */
export function ReasonField({ hint, error, value, onChange }: Props) {
  return (
    <Field label={m.redact_reason()} hint={hint} error={error}>
      {(tied) => (
        <Input {...tied} value={value} onChange={(event) => onChange(event.target.value)} />
      )}
    </Field>
  );
}
