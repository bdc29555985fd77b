// SPDX-License-Identifier: AGPL-3.0-or-later
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Search as Glass } from "lucide-react";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { m } from "~/core/messages/messages";
import { Keys } from "~/kit/keys";

const boxId = "desk-search";

export function focusSearch() {
  const box = document.getElementById(boxId);
  if (box instanceof HTMLInputElement) {
    box.focus();
    box.select();
  }
}

const numberIn = (words: string) => /^#?(\d{1,15})$/.exec(words.trim())?.[1];

/** Finds while typing; a number and Enter opens that ticket at once. */
export function Search() {
  const navigate = useNavigate();
  const { q = "", kind } = useSearch({ strict: false });
  const kept = useRef(kind);
  kept.current = kind;
  const [words, setWords] = useState(q);
  const sent = useRef(q);

  // The address is the truth: going back in the browser changes the box as well.
  useEffect(() => {
    if (q !== sent.current) {
      sent.current = q;
      setWords(q);
    }
  }, [q]);

  useEffect(() => {
    const wanted = words.trim();
    if (wanted === sent.current) return;
    const timer = setTimeout(() => {
      const before = sent.current;
      sent.current = wanted;
      void navigate({
        to: "/search",
        search: {
          ...(wanted ? { q: wanted } : {}),
          ...(kept.current ? { kind: kept.current } : {}),
        },
        replace: before !== "",
      });
    }, 180);
    return () => clearTimeout(timer);
  }, [words, navigate]);

  const press = (event: KeyboardEvent<HTMLInputElement>) => {
    const number = numberIn(words);
    if (event.key === "Enter" && number) {
      sent.current = "";
      setWords("");
      event.currentTarget.blur();
      void navigate({ to: "/tickets/$view/$number", params: { view: "all", number }, search: {} });
    } else if (event.key === "Escape") event.currentTarget.blur();
  };

  return (
    <search className="relative min-w-0 flex-1 two:max-w-md">
      <Glass
        aria-hidden
        className="pointer-events-none absolute top-1/2 left-2.5 size-4 -translate-y-1/2 text-text-3"
      />
      <input
        id={boxId}
        type="search"
        aria-label={m.search()}
        placeholder={m.search_hint()}
        value={words}
        onChange={(event) => setWords(event.target.value)}
        onKeyDown={press}
        className="peer h-8 w-full rounded-control border border-control bg-bg pr-9 pl-8 text-14 text-ellipsis max-two:h-touch max-two:text-16"
      />
      <span className="pointer-events-none absolute top-1/2 right-2 -translate-y-1/2 peer-focus:hidden peer-not-placeholder-shown:hidden max-two:hidden">
        <Keys keys="/" />
      </span>
    </search>
  );
}
