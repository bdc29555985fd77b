// SPDX-License-Identifier: AGPL-3.0-or-later
import type { ReactNode } from "react";
import { languages, spoken, unspoken } from "~/core/languages";
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

/** In which one reads dates and numbers: the browser knows how in all of them. */
export const LanguageField = <Value extends string | null>(props: Props<Value>) => (
  <LanguageSelect {...props}>{options(languages)}</LanguageSelect>
);

/** In which customers are written to: first those for which the desk has words. */
export const LetterLanguageField = <Value extends string | null>(props: Props<Value>) => (
  <LanguageSelect {...props}>
    <optgroup label={m.languages_spoken()}>{options(spoken)}</optgroup>
    <optgroup label={m.languages_unspoken()}>{options(unspoken)}</optgroup>
  </LanguageSelect>
);

const options = (some: typeof languages) =>
  some.map((one) => (
    <option key={one.code} value={one.code}>
      {one.name}
    </option>
  ));

function LanguageSelect<Value extends string | null>({
  value,
  onChange,
  error,
  hint,
  whenNone,
  children,
}: Props<Value> & { children: ReactNode }) {
  const isListed = !value || languages.some((one) => one.code === value);
  return (
    <Field label={m.language()} hint={hint} error={error}>
      {(tied) => (
        <Select
          {...tied}
          value={value ?? ""}
          onChange={(event) => onChange(chosen(event.target.value))}
        >
          {whenNone && <option value="">{whenNone}</option>}
          {!isListed && options([{ code: value, name: value }])}
          {children}
        </Select>
      )}
    </Field>
  );
}
