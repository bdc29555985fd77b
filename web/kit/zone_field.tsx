// SPDX-License-Identifier: AGPL-3.0-or-later
import { languages } from "~/core/languages";
import { m } from "~/core/messages/messages";
import { zones } from "~/core/time";
import { Field, Select } from "./field";

type Props<Value> = {
  value: Value;
  onChange: (value: Value) => void;
  error?: string;
  hint?: string;
  whenNone?: string;
};

// With `whenNone` there may be no own choice, and somebody else's holds.
const chosen = <Value extends string | null>(text: string) => (text || null) as Value;

export function ZoneField<Value extends string | null>({
  value,
  onChange,
  error,
  hint,
  whenNone,
}: Props<Value>) {
  return (
    <Field label={m.zone()} hint={hint} error={error}>
      {(tied) => (
        <Select
          {...tied}
          value={value ?? ""}
          onChange={(event) => onChange(chosen(event.target.value))}
        >
          {whenNone && <option value="">{whenNone}</option>}
          {[...new Set([...(value ? [value] : []), ...zones()])].map((zone) => (
            <option key={zone}>{zone}</option>
          ))}
        </Select>
      )}
    </Field>
  );
}

export function LanguageField<Value extends string | null>({
  value,
  onChange,
  error,
  hint,
  whenNone,
}: Props<Value>) {
  const known =
    !value || languages.some((one) => one.code === value)
      ? languages
      : [{ code: value, name: value }, ...languages];
  return (
    <Field label={m.language()} hint={hint} error={error}>
      {(tied) => (
        <Select
          {...tied}
          value={value ?? ""}
          onChange={(event) => onChange(chosen(event.target.value))}
        >
          {whenNone && <option value="">{whenNone}</option>}
          {known.map((one) => (
            <option key={one.code} value={one.code}>
              {one.name}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}
