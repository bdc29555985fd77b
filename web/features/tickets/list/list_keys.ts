// SPDX-License-Identifier: AGPL-3.0-or-later
import { useNavigate } from "@tanstack/react-router";
import { useEffect } from "react";
import { useCommands } from "~/core/commands/commands";
import { m } from "~/core/messages/messages";
import { queries } from "~/core/queries";
import { ticketQuery } from "../api";
import { useAddressed } from "../ticket_wishes";
import type { FrozenRow } from "./frozen";

type Keys = {
  rows: FrozenRow[];
  selected: number | null;
  view: string;
  show: (index: number) => void;
};

/** The ticket to open after `selected`, `step` rows further; the ends hold. */
export function neighbour(rows: FrozenRow[], selected: number | null, step: 1 | -1): number | null {
  const at = rows.findIndex((one) => one.row.number === selected);
  if (at < 0) return rows[0]?.row.number ?? null;
  return rows[at + step]?.row.number ?? null;
}

/** j and k, with the next ticket already fetched when it is asked for. */
export function useListKeys({ rows, selected, view, show }: Keys) {
  const navigate = useNavigate();
  const next = neighbour(rows, selected, 1);
  const previous = neighbour(rows, selected, -1);
  const addressed = useAddressed();
  const go = (step: 1 | -1) => {
    // Two presses in a row are two steps, also while the screen is still at the first.
    const number = neighbour(rows, addressed(), step);
    if (number === null) return;
    show(rows.findIndex((one) => one.row.number === number));
    void navigate({
      to: "/tickets/$view/$number",
      params: { view, number: String(number) },
      search: (before) => before,
    });
  };

  useEffect(() => {
    if (selected === null) return;
    for (const number of [next, previous]) {
      if (number !== null)
        void queries.prefetchQuery({ ...ticketQuery(number), staleTime: 30_000 });
    }
  }, [selected, next, previous]);

  useCommands([
    {
      id: "list.next",
      group: "list",
      title: m.command_next,
      keys: ["j", "ArrowDown"],
      run: () => go(1),
    },
    {
      id: "list.previous",
      group: "list",
      title: m.command_previous,
      keys: ["k", "ArrowUp"],
      run: () => go(-1),
    },
  ]);
}
