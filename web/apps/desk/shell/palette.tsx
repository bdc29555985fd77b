// SPDX-License-Identifier: AGPL-3.0-or-later
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import clsx from "clsx";
import { Building2, CornerDownRight, Search as Glass, Ticket, User } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import { type Command, commandsNow } from "~/core/commands/commands";
import { m } from "~/core/messages/messages";
import { useMe } from "~/core/session";
import { type Found, Fragments, plainText, Standing, suggestionsQuery } from "~/features/search";
import { Dialog } from "~/kit/dialog";
import { Input } from "~/kit/field";
import { Keys } from "~/kit/keys";
import { recentTickets } from "./recent";

const typingPauseMs = 120;
const commandsMost = 8;

type Item = {
  id: string;
  group: string;
  icon: ReactNode;
  text: ReactNode;
  title: string;
  keys?: string | undefined;
  run: () => void;
};

/** Everything one can do or go to from here, by a few letters of its name. */
export default function Palette({ onClose }: { onClose: () => void }) {
  const [words, setWords] = useState("");
  const [at, setAt] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const found = useQuery(suggestionsQuery(useCalm(words.trim())));
  const items = useItems(words.trim(), found.data?.items ?? []);
  const chosen = Math.min(at, items.length - 1);
  const optionId = (index: number) => `palette-${index}`;

  const choose = (item: Item | undefined) => {
    if (!item) return;
    onClose();
    // What it opens must not meet this dialog on its way out.
    setTimeout(item.run);
  };
  const press = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && items.length > 0) setAt((chosen + step + items.length) % items.length);
    else if (event.key === "Enter" && !event.nativeEvent.isComposing) choose(items[chosen]);
    else return;
    event.preventDefault();
  };
  useEffect(() => {
    list.current?.querySelector(`#palette-${chosen}`)?.scrollIntoView({ block: "nearest" });
  }, [chosen]);

  return (
    <Dialog open onClose={onClose} title={m.palette()} width="wide">
      <Input
        role="combobox"
        aria-expanded
        aria-controls="palette-list"
        aria-activedescendant={items.length > 0 ? optionId(chosen) : undefined}
        aria-label={m.palette_hint()}
        placeholder={m.palette_hint()}
        autoComplete="off"
        value={words}
        onChange={(event) => {
          setWords(event.target.value);
          setAt(0);
        }}
        onKeyDown={press}
      />
      {words.trim().length >= 2 && <Standing of={found.data?.standing} />}
      <div ref={list} id="palette-list" role="listbox" aria-label={m.palette()} className="mt-2">
        {items.map((item, index) => (
          <div key={item.id} role="presentation">
            {item.group !== items[index - 1]?.group && (
              <p role="presentation" className="mt-3 mb-1 px-2 text-12 font-medium text-text-3">
                {item.group}
              </p>
            )}
            <Option
              id={optionId(index)}
              item={item}
              chosen={index === chosen}
              onPoint={() => setAt(index)}
              onChoose={() => choose(item)}
            />
          </div>
        ))}
      </div>
      {items.length === 0 && <p className="mt-4 text-14 text-text-2">{m.nothing_found()}</p>}
    </Dialog>
  );
}

type OptionProps = {
  id: string;
  item: Item;
  chosen: boolean;
  onPoint: () => void;
  onChoose: () => void;
};

function Option({ id, item, chosen, onPoint, onChoose }: OptionProps) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the keyboard.
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={chosen}
      onPointerMove={onPoint}
      onClick={onChoose}
      className={clsx(
        "flex min-h-9 cursor-pointer items-center gap-2.5 rounded-control px-2 text-13 max-two:min-h-touch [&>svg]:size-4 [&>svg]:shrink-0 [&>svg]:text-text-3",
        chosen && "bg-accent-soft",
      )}
    >
      {item.icon}
      <span title={item.title} className="min-w-0 flex-1 truncate">
        {item.text}
      </span>
      {item.keys && (
        <span className="max-two:hidden">
          <Keys keys={item.keys} />
        </span>
      )}
    </div>
  );
}

/** The words, once the typing has paused. */
function useCalm(words: string): string {
  const [calm, setCalm] = useState(words);
  useEffect(() => {
    const timer = setTimeout(() => setCalm(words), typingPauseMs);
    return () => clearTimeout(timer);
  }, [words]);
  return calm;
}

const groupTitles: Record<Command["group"], () => string> = {
  ticket: m.group_ticket,
  writing: m.group_writing,
  list: m.group_list,
  go: m.group_go,
  desk: m.group_desk,
};
const groupOrder = Object.keys(groupTitles);

const fits = (title: string, words: string) =>
  words
    .toLocaleLowerCase()
    .split(/\s+/)
    .every((word) => title.toLocaleLowerCase().includes(word));

function useItems(words: string, found: Found[]): Item[] {
  const navigate = useNavigate();
  const me = useMe();
  // Asked once: an open dialog takes the screen's own commands away.
  const commands = useMemo(
    () =>
      commandsNow()
        .filter((one) => one.id !== "desk.palette")
        .sort((a, b) => groupOrder.indexOf(a.group) - groupOrder.indexOf(b.group)),
    [],
  );
  const recent = useMemo(() => recentTickets(), []);
  const toTicket = (number: number) =>
    void navigate({
      to: "/tickets/$view/$number",
      params: { view: "all", number: String(number) },
      search: {},
    });

  const doable = commands
    .filter((one) => fits(one.title(), words))
    .map((one) => ({
      id: one.id,
      group: groupTitles[one.group](),
      icon: <CornerDownRight aria-hidden />,
      text: one.title(),
      title: one.title(),
      keys: one.keys[0],
      run: one.run,
    }));
  if (!words) {
    const before = recent.map((one) => ({
      id: `recent-${one.number}`,
      group: m.palette_recent(),
      icon: <Ticket aria-hidden />,
      text: `#${one.number} ${one.subject}`,
      title: one.subject,
      run: () => toTicket(one.number),
    }));
    return [...before, ...doable];
  }
  const seen = (one: Found): Item | null => {
    const group = m.palette_found();
    if (one.ticket) {
      const { row, subject } = one.ticket;
      return {
        id: `ticket-${row.number}`,
        group,
        icon: <Ticket aria-hidden />,
        text: (
          <>
            #{row.number} <Fragments of={subject} />
          </>
        ),
        title: row.subject,
        run: () => toTicket(row.number),
      };
    }
    if (one.person) {
      const { id, kind, name, addresses } = one.person;
      const mine = kind === "agent" && id === me.id;
      return {
        id: `person-${id}`,
        group,
        icon: <User aria-hidden />,
        text: <Fragments of={name} />,
        title: plainText(name) || addresses[0] || "",
        run: () =>
          mine
            ? void navigate({ to: "/me" })
            : void navigate({ to: "/people/$id", params: { id: String(id) } }),
      };
    }
    if (one.organisation) {
      const { id, name } = one.organisation;
      return {
        id: `organisation-${id}`,
        group,
        icon: <Building2 aria-hidden />,
        text: <Fragments of={name} />,
        title: plainText(name),
        run: () => void navigate({ to: "/organisations/$id", params: { id: String(id) } }),
      };
    }
    return null;
  };
  const everywhere: Item = {
    id: "everywhere",
    group: m.palette_found(),
    icon: <Glass aria-hidden />,
    text: m.palette_everywhere({ words }),
    title: words,
    run: () => void navigate({ to: "/search", search: { q: words } }),
  };
  const hits = words.length < 2 ? [] : found.map(seen).filter((one) => one !== null);
  return [...doable.slice(0, commandsMost), ...hits, everywhere];
}
