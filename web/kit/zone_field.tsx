// SPDX-License-Identifier: AGPL-3.0-or-later
import { ChevronDown } from "lucide-react";
import { type ReactNode, useMemo, useState } from "react";
import { languages, spoken, unspoken } from "~/core/languages";
import { m } from "~/core/messages/messages";
import { zones } from "~/core/time";
import { Field, Input, Select } from "./field";

type Props<Value> = {
  value: Value;
  onChange: (value: Value) => void;
  error?: string;
  hint?: string;
  whenNone?: string;
};

// With `whenNone` there may be no own choice, and somebody else's holds.
const chosen = <Value extends string | null>(text: string) => (text || null) as Value;

/** What was typed, as the list writes it: `europe/vienna`, `america/new york`. */
function asListed(text: string, list: string[]): string {
  const typed = text.trim().replaceAll(" ", "_").toLowerCase();
  return list.find((zone) => zone.toLowerCase() === typed) ?? text;
}

const cityOf = (zone: string) => zone.slice(zone.lastIndexOf("/") + 1).toLowerCase();

/** The one zone that is meant by what was typed: by its whole name, or by a city that only one has. */
function meant(text: string, list: string[]): string {
  const named = asListed(text, list);
  const typed = text.trim().replaceAll(" ", "_").toLowerCase();
  const [only, other] = list.filter((zone) => cityOf(zone) === typed);
  return !list.includes(named) && only && !other ? only : named;
}

/** The list has one name for each zone; a former or newer one (Europe/Kiev, Europe/Kyiv) is one too. */
function isZone(text: string, list: string[]): boolean {
  if (list.includes(text)) return true;
  try {
    return /^[a-z]/i.test(text) && Boolean(Intl.DateTimeFormat("en", { timeZone: text }));
  } catch {
    return false;
  }
}

/** Found by any part of its name. What is no zone is told as soon as the field is left. */
export function ZoneField<Value extends string | null>({
  value,
  onChange,
  error,
  hint,
  whenNone,
}: Props<Value>) {
  const list = useMemo(zones, []);
  const [unknown, setUnknown] = useState(""); // what was left in the field and is no zone
  const keep = (zone: string) => onChange(whenNone ? chosen(zone) : (zone as Value));
  /** Takes the zone that is meant; answers what the field holds then. */
  const settle = (text: string) => {
    const zone = meant(text, list);
    if (zone !== text) keep(zone);
    return zone;
  };
  return (
    <Field
      label={m.zone()}
      hint={hint}
      error={error ?? (unknown && unknown === value ? m.error_unknown_zone() : undefined)}
    >
      {(tied) => (
        <>
          <span className="relative block min-w-0">
            <Input
              {...tied}
              list={`${tied.id}-zones`}
              autoComplete="off"
              spellCheck={false}
              placeholder={whenNone ?? m.zone_example()}
              title={value ? undefined : whenNone}
              value={value ?? ""}
              // The next letter begins another search.
              onFocus={(event) => event.target.select()}
              onChange={({ target }) => {
                setUnknown("");
                keep(asListed(target.value, list));
              }}
              onKeyDown={({ key, currentTarget }) => {
                if (key === "Enter") settle(currentTarget.value);
              }}
              onBlur={({ target }) => {
                const zone = settle(target.value);
                setUnknown(isZone(zone, list) ? "" : zone);
              }}
              className="pr-7 text-ellipsis [&::-webkit-calendar-picker-indicator]:opacity-0"
            />
            <ChevronDown
              aria-hidden
              className="pointer-events-none absolute top-1/2 right-2 size-4 -translate-y-1/2 text-text-2"
            />
          </span>
          <datalist id={`${tied.id}-zones`}>
            {list.map((zone) => (
              <option key={zone} value={zone}>
                {zone.includes("_") ? zone.replaceAll("_", " ") : undefined}
              </option>
            ))}
          </datalist>
        </>
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
