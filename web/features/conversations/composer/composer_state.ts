// SPDX-License-Identifier: AGPL-3.0-or-later
import { create } from "zustand";
import type { Entry } from "~/api/types";
import type { DraftMode } from "~/core/drafts";

type Wish = { ticket: number; mode?: DraftMode; quote?: Entry };

/** What another part of the screen asks of the composer: open it, or quote an entry in it. */
export const useComposer = create<{ wish: Wish | null }>(() => ({ wish: null }));

export const write = (ticket: number, mode: DraftMode) =>
  useComposer.setState({ wish: { ticket, mode } });
export const quoteIn = (ticket: number, quote: Entry) =>
  useComposer.setState({ wish: { ticket, quote } });
/** Opens the composer with what lies in it. */
export const goTo = (ticket: number) => useComposer.setState({ wish: { ticket } });
export const wishDone = () => useComposer.setState({ wish: null });
