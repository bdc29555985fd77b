// SPDX-License-Identifier: AGPL-3.0-or-later
import { useQuery } from "@tanstack/react-query";
import clsx from "clsx";
import { type ClipboardEvent, type KeyboardEvent, useId, useState } from "react";
import { api, call } from "~/api/client";
import { m } from "~/core/messages/messages";
import { Chip } from "~/kit/chip";
import { addressIn } from "./text";

type LineProps = {
  label: string;
  addresses: string[];
  onChange: (addresses: string[]) => void;
  autoFocus?: boolean;
};

/** Addresses as chips. What is no address stays as text, marked, and is never lost silently. */
export function AddressLine({ label, addresses, onChange, autoFocus }: LineProps) {
  const id = useId();
  const [text, setText] = useState("");
  const [wrong, setWrong] = useState(false);

  const take = (raw: string) => {
    const parts = raw
      .split(/[,;\n]+/)
      .map((part) => part.trim())
      .filter(Boolean);
    const good = parts.map(addressIn).filter((one): one is string => one !== null);
    const bad = parts.filter((part) => addressIn(part) === null);
    const fresh = good.filter(
      (one) => !addresses.some((held) => held.toLowerCase() === one.toLowerCase()),
    );
    if (fresh.length > 0) onChange([...addresses, ...new Set(fresh)]);
    setText(bad.join(", "));
    setWrong(bad.length > 0);
  };
  const press = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === "Backspace" && text === "" && addresses.length > 0) {
      onChange(addresses.slice(0, -1));
    } else if (
      ["Enter", ",", ";", "Tab"].includes(event.key) &&
      text.trim() !== "" &&
      !event.ctrlKey &&
      !event.metaKey
    ) {
      if (event.key !== "Tab") event.preventDefault();
      take(text);
    }
  };
  const paste = (event: ClipboardEvent) => {
    const pasted = event.clipboardData.getData("text");
    if (!/[,;\n]|@/.test(pasted)) return;
    event.preventDefault();
    take(text + pasted);
  };

  return (
    <div className="flex min-w-0 flex-1 flex-wrap items-center gap-1">
      <label htmlFor={id} className="w-7 shrink-0 text-12 text-text-3">
        {label}
      </label>
      {addresses.map((address) => (
        <Chip
          key={address}
          tone="plain"
          title={address}
          removeLabel={m.remove_named({ name: address })}
          onRemove={() => onChange(addresses.filter((one) => one !== address))}
        >
          {address}
        </Chip>
      ))}
      <input
        id={id}
        type="text"
        inputMode="email"
        autoComplete="off"
        // biome-ignore lint/a11y/noAutofocus: the line was opened by a click on its name.
        autoFocus={autoFocus}
        list={`${id}-known`}
        value={text}
        aria-invalid={wrong || undefined}
        onChange={(event) => {
          setText(event.target.value);
          setWrong(false);
        }}
        onKeyDown={press}
        onPaste={paste}
        onBlur={() => text.trim() && take(text)}
        placeholder={addresses.length === 0 ? m.address_hint() : ""}
        className={clsx(
          "h-6 min-w-28 flex-1 bg-transparent text-13 max-two:h-8 max-two:text-16",
          wrong && "text-bad",
        )}
      />
      <Known id={`${id}-known`} words={text} />
      {wrong && (
        <span role="alert" className="text-12 text-bad">
          {m.address_wrong()}
        </span>
      )}
    </div>
  );
}

/** People whose name or address begins with what is typed. */
function Known({ id, words }: { id: string; words: string }) {
  const q = words.trim();
  const { data: people } = useQuery({
    queryKey: ["people", "known", q],
    queryFn: () => call(api.GET("/people", { params: { query: { q, limit: 8 } } })),
    enabled: q.length >= 2 && !q.includes(","),
    placeholderData: (before) => before,
  });
  return (
    <datalist id={id}>
      {people?.items.flatMap((person) =>
        person.addresses.map((one) => (
          <option key={one.id} value={one.address}>
            {person.name}
          </option>
        )),
      )}
    </datalist>
  );
}

type RecipientsProps = {
  to: string[];
  cc: string[];
  onChange: (change: { to?: string[]; cc?: string[] }) => void;
};

export function Recipients({ to, cc, onChange }: RecipientsProps) {
  const [showCc, setShowCc] = useState(false);
  return (
    <div className="flex flex-col gap-1 border-b border-divider px-3 py-1.5">
      <div className="flex items-start gap-2">
        <AddressLine label={m.to()} addresses={to} onChange={(next) => onChange({ to: next })} />
        {cc.length === 0 && !showCc && (
          <button
            type="button"
            onClick={() => setShowCc(true)}
            className="h-6 rounded-chip px-1.5 text-12 text-text-2 hover:bg-sunken"
          >
            {m.cc()}
          </button>
        )}
      </div>
      {(cc.length > 0 || showCc) && (
        <AddressLine
          label={m.cc()}
          addresses={cc}
          onChange={(next) => onChange({ cc: next })}
          autoFocus={showCc}
        />
      )}
    </div>
  );
}
