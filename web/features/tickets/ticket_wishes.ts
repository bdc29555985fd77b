// SPDX-License-Identifier: AGPL-3.0-or-later
import { useRouter } from "@tanstack/react-router";
import { useCallback, useEffect, useRef } from "react";
import { create } from "zustand";
import { type Command, useCommands } from "~/core/commands/commands";
import { m } from "~/core/messages/messages";

type Offer = Pick<Command, "id" | "group" | "title" | "keys">;

/** What the keys can do to a ticket, whether or not it has been read yet. */
export const ticketOffers = {
  assign: { id: "ticket.assign", group: "ticket", title: m.assign_to, keys: ["a"] },
  take: { id: "ticket.take", group: "ticket", title: m.command_take, keys: ["i"] },
  state: { id: "ticket.state", group: "ticket", title: m.command_state, keys: ["s"] },
  priority: { id: "ticket.priority", group: "ticket", title: m.command_priority, keys: ["p"] },
  tag: { id: "ticket.tag", group: "ticket", title: m.tag_add, keys: ["l"] },
  wait: { id: "ticket.wait", group: "ticket", title: m.move_wait, keys: ["h"] },
  resolve: { id: "ticket.resolve", group: "ticket", title: m.command_resolve, keys: ["e"] },
  reply: { id: "write.reply", group: "writing", title: m.reply, keys: ["r"] },
  note: { id: "write.note", group: "writing", title: m.note, keys: ["n"] },
  call: { id: "write.call", group: "writing", title: m.call, keys: ["t"] },
} satisfies Record<string, Offer>;

/** What the keys do in an open ticket for whoever may read it. */
export const readingOffers = {
  close: { id: "ticket.close", group: "ticket", title: m.back_to_list, keys: ["Escape"] },
  focus: { id: "ticket.focus", group: "ticket", title: m.command_focus, keys: ["Enter"] },
  context: { id: "ticket.context", group: "ticket", title: m.command_context, keys: ["."] },
  watch: { id: "ticket.watch", group: "ticket", title: m.command_watch, keys: ["w"] },
  older: { id: "entry.older", group: "ticket", title: m.command_older, keys: ["["] },
  newer: { id: "entry.newer", group: "ticket", title: m.command_newer, keys: ["]"] },
} satisfies Record<string, Offer>;

type Wish = { ticket: number; id: string };

/** The key pressed for a ticket that was not on screen yet; the latest counts. */
const useWish = create<{ wish: Wish | null; ready: number | null }>(() => ({
  wish: null,
  ready: null,
}));

/** The ticket the address names now, which may not be the one on screen yet. */
export const ticketIn = (path: string): number | null =>
  Number(/\/tickets\/[^/]+\/(\d+)$/.exec(path)?.[1] ?? 0) || null;

export function useAddressed(): () => number | null {
  const router = useRouter();
  return useCallback(() => ticketIn(router.history.location.pathname), [router]);
}

/**
 * Offers keys of the ticket on screen. A press while the reader is already on the way to another
 * ticket is meant for that one: it is kept, and done there as soon as it can be.
 */
export function useTicketCommands(number: number, commands: Command[]) {
  const addressed = useAddressed();
  useCommands(
    commands.map((command) => ({
      ...command,
      run: () => {
        const ticket = addressed();
        if (ticket === null || ticket === number) command.run();
        else useWish.setState({ wish: { ticket, id: command.id } });
      },
    })),
  );
  const latest = useRef(commands);
  latest.current = commands;
  const wish = useWish((state) => state.wish);
  useEffect(() => {
    if (wish?.ticket !== number) return;
    const wanted = latest.current.find((one) => one.id === wish.id);
    if (!wanted) return;
    useWish.setState({ wish: null });
    wanted.run();
  }, [wish, number]);
}

/** Says that the keys of this ticket are offered by the ticket itself from here on. */
export function useTicketReady(number: number) {
  useEffect(() => {
    useWish.setState({ ready: number });
    return () => useWish.setState({ ready: null });
  }, [number]);
}

/** Takes the keys of a ticket from the first picture on, before anything of it has been read. */
export function useEarlyKeys(number: number | null) {
  const addressed = useAddressed();
  const ready = useWish((state) => state.ready);
  const offers: Command[] = Object.values(ticketOffers).map((offer) => ({
    ...offer,
    run: () => {
      const ticket = addressed();
      if (ticket !== null) useWish.setState({ wish: { ticket, id: offer.id } });
    },
  }));
  useCommands(number !== null && ready !== number ? offers : [], { weak: true });
  // Who turned back or went on elsewhere has taken the wish along.
  // biome-ignore lint/correctness/useExhaustiveDependencies: `number` says that the screen moved.
  useEffect(() => {
    const { wish } = useWish.getState();
    if (wish && wish.ticket !== addressed()) useWish.setState({ wish: null });
  }, [number, addressed]);
}
