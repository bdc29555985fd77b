// SPDX-License-Identifier: AGPL-3.0-or-later
import { useQuery } from "@tanstack/react-query";
import clsx from "clsx";
import { UserPlus, X } from "lucide-react";
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { api, call } from "~/api/client";
import type { Person } from "~/api/types";
import { m } from "~/core/messages/messages";
import { Avatar } from "~/kit/avatar";
import { IconButton } from "~/kit/button";
import { Field, Input } from "~/kit/field";

export type CustomerValue =
  | { id: number; name: string; email: string }
  | { id: null; email: string; name: string }
  | null;

type Props = { value: CustomerValue; onChange: (value: CustomerValue) => void; error?: string };

/** A known customer by name or address, or a new one by address, or by name alone. */
export function CustomerField({ value, onChange, error }: Props) {
  const asked = useRef(false); // whoever chose here goes on from here
  if (value) return <Chosen value={value} onChange={onChange} error={error} here={asked.current} />;
  asked.current = true;
  return <Finder onChange={onChange} error={error} />;
}

function Chosen({
  value,
  onChange,
  error,
  here,
}: Props & { value: NonNullable<CustomerValue>; here: boolean }) {
  return (
    <div className="flex flex-col gap-3">
      <div>
        <p className="mb-1 text-13 font-medium">{m.customer()}</p>
        <div className="flex min-h-10 items-center gap-2 rounded-control border border-control px-2 py-1">
          <Avatar name={value.name || value.email} size={24} />
          <p className="min-w-0 flex-1 text-14">
            <span className="block truncate">{value.name || value.email}</span>
            {value.name && (
              <span className="block truncate text-12 text-text-3">{value.email}</span>
            )}
          </p>
          {value.id === null && <span className="text-12 text-text-3">{m.customer_new()}</span>}
          <IconButton
            small
            autoFocus={here}
            label={m.customer_other()}
            onClick={() => onChange(null)}
          >
            <X aria-hidden className="size-4" />
          </IconButton>
        </div>
        {error && (
          <p role="alert" className="mt-1 text-13 text-bad">
            {error}
          </p>
        )}
      </div>
      {value.id === null && (
        <Field label={m.customer_name()} optional={m.optional()}>
          {(tied) => (
            <Input
              {...tied}
              value={value.name}
              onChange={(event) => onChange({ ...value, name: event.target.value })}
            />
          )}
        </Field>
      )}
    </div>
  );
}

type Option = { key: string; text: string; hint: string; value: NonNullable<CustomerValue> };

/** "Ana Reyes <ana@acme.example>", as mail programs copy it, or the words alone. */
export function typedCustomer(words: string): { name: string; words: string } {
  const both = /^(.*?)\s*<\s*([^<>\s]+@[^<>\s]+)\s*>$/.exec(words.trim());
  if (!both) return { name: "", words: words.trim() };
  return { name: (both[1] ?? "").replace(/^"(.*)"$/, "$1"), words: both[2] ?? "" };
}

const isAddress = (words: string) => /^\S+@\S+\.\S+$/.test(words);
const alike = (left: string, right: string) => left.toLowerCase() === right.toLowerCase();

function optionsOf(people: Person[], words: string, name: string): Option[] {
  const known = people.map((person) => {
    const email =
      person.addresses.find((one) => one.is_primary)?.address ?? person.addresses[0]?.address ?? "";
    return {
      key: String(person.id),
      text: person.name || email,
      hint: [email, person.organisation?.name].filter(Boolean).join(" · "),
      value: { id: person.id, name: person.name, email },
    };
  });
  const isNew = isAddress(words) && !known.some((one) => alike(one.value.email, words));
  const newcomer: Option = isNew
    ? {
        key: "new",
        text: m.customer_create({ address: words }),
        hint: "",
        value: { id: null, email: words, name },
      }
    : {
        key: "new_by_name",
        text: m.customer_create_by_name({ name: words }),
        hint: "",
        value: { id: null, email: "", name: words },
      };
  // Half an address is no name.
  return isNew || !words.includes("@") ? [...known, newcomer] : known;
}

function Finder({ onChange, error }: Omit<Props, "value">) {
  const id = useId();
  const [words, setWords] = useState("");
  const [at, setAt] = useState(0);
  const [entered, setEntered] = useState(false);
  const { name, words: q } = typedCustomer(words);
  const {
    data: people,
    isFetching,
    isPlaceholderData,
  } = useQuery({
    queryKey: ["people", "customers", q],
    queryFn: ({ signal }) =>
      call(api.GET("/people", { params: { query: { q, kind: "customer", limit: 8 } }, signal })),
    enabled: q.length > 0,
    placeholderData: (before) => before,
  });
  const stale = q !== "" && (isPlaceholderData || (isFetching && !people));
  const options = q ? optionsOf(people?.items ?? [], q, name) : [];
  const press = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && options.length > 0) setAt((at + step + options.length) % options.length);
    else if (event.key === "Enter" && (options[at] || stale)) setEntered(true);
    else {
      if (event.key === "Tab") leave();
      return;
    }
    event.preventDefault();
  };
  // A whole address says who is meant, also to whoever goes on to the next field.
  const leave = () => {
    if (!isAddress(q) || stale) return;
    const meant = options.find(({ key, value }) => key === "new" || alike(value.email, q));
    if (meant) onChange(meant.value);
  };
  // Enter means the people found for these words, never those still shown for the words before.
  useEffect(() => {
    if (!entered || stale) return;
    setEntered(false);
    const option = options[at];
    if (option) onChange(option.value);
  });
  return (
    <Field
      label={m.customer()}
      hint={m.customer_hint()}
      error={error && q ? m.customer_choose() : error}
    >
      {(tied) => (
        <div className="relative">
          <Input
            {...tied}
            autoFocus
            role="combobox"
            aria-autocomplete="list"
            aria-expanded={options.length > 0}
            aria-controls={`${id}-list`}
            aria-activedescendant={options[at] ? `${id}-${at}` : undefined}
            autoComplete="off"
            value={words}
            onChange={(event) => {
              setWords(event.target.value);
              setAt(0);
            }}
            onKeyDown={press}
          />
          {options.length > 0 && (
            <div
              role="listbox"
              id={`${id}-list`}
              aria-label={m.customer()}
              className="popup absolute inset-x-0 top-full z-10 mt-1 max-h-64 overflow-y-auto p-1"
            >
              {options.map((option, index) => (
                // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are heard by the input that owns the list.
                <div
                  key={option.key}
                  id={`${id}-${index}`}
                  role="option"
                  tabIndex={-1}
                  aria-selected={index === at}
                  onClick={() => onChange(option.value)}
                  onPointerMove={() => setAt(index)}
                  className={clsx(
                    "flex min-h-10 cursor-pointer items-center gap-2 rounded-control px-2 py-1 text-14",
                    index === at && "bg-sunken",
                  )}
                >
                  {option.key === "new" ? (
                    <UserPlus aria-hidden className="size-5 text-text-2" />
                  ) : (
                    <Avatar name={option.text} />
                  )}
                  <span className="min-w-0">
                    <span className="block truncate">{option.text}</span>
                    {option.hint && (
                      <span className="block truncate text-12 text-text-3">{option.hint}</span>
                    )}
                  </span>
                </div>
              ))}
            </div>
          )}
        </div>
      )}
    </Field>
  );
}
