// SPDX-License-Identifier: AGPL-3.0-or-later
import { create } from "zustand";

export type Picking = "state" | "priority" | "owner" | "team" | "tag" | null;
export type Asking =
  | "resolve"
  | "wait"
  | "cancel"
  | "spam"
  | "link"
  | "end_links"
  | "delete"
  | "hold"
  | "history"
  | null;

/** Which popover or dialog of the open ticket is shown; keys and menus open the same ones. */
export const useOpen = create<{ picking: Picking; asking: Asking; thenNext: boolean }>(() => ({
  picking: null,
  asking: null,
  thenNext: false,
}));

export const pick = (picking: Picking) => useOpen.setState({ picking });
export const showDialog = (asking: Asking, thenNext = false) =>
  useOpen.setState({ asking, thenNext });
