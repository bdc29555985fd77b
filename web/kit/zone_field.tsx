// SPDX-License-Identifier: AGPL-3.0-or-later
import { languages } from "~/core/languages";
import { m } from "~/core/messages/messages";
import { zones } from "~/core/time";
import { Field, Select } from "./field";

type Props = { value: string; onChange: (value: string) => void; error?: string; hint?: string };

export function ZoneField({ value, onChange, error, hint }: Props) {
  return (
    <Field label={m.zone()} hint={hint} error={error}>
      {(tied) => (
        <Select {...tied} value={value} onChange={(event) => onChange(event.target.value)}>
          {[...new Set([value, ...zones()])].map((zone) => (
            <option key={zone}>{zone}</option>
          ))}
        </Select>
      )}
    </Field>
  );
}

export function LanguageField({ value, onChange, error, hint }: Props) {
  const known = languages.some((one) => one.code === value)
    ? languages
    : [{ code: value, name: value }, ...languages];
  return (
    <Field label={m.language()} hint={hint} error={error}>
      {(tied) => (
        <Select {...tied} value={value} onChange={(event) => onChange(event.target.value)}>
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
