// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Fact } from "~/api/types";
import { keepStream, type LiveEvent, type LiveStatus } from "./connection";

/** What a tab says to the one stream of its browser; `join` tells what it has read up to. */
export type Said = { join: number | null } | "leave";
export type Tab = (event: LiveEvent) => void;

const rememberedMax = 500;

/**
 * The one stream of a browser, shared by its tabs. A tab that comes later than the stream is told
 * what happened since it read what is on its screen, or to read everything anew.
 */
export class SharedStream {
  private readonly tabs = new Set<Tab>();
  private running: AbortController | null = null;
  private status: LiveStatus = "connecting";
  /** Everything after this position is in `remembered`, or has not been told yet. */
  private from: number | null = null;
  private remembered: Fact[] = [];

  constructor(private readonly keep: typeof keepStream = keepStream) {}

  join(tab: Tab, readTo: number | null) {
    this.tabs.add(tab);
    if (!this.running) return this.start(readTo);
    tab({ type: "status", status: this.status });
    if (readTo === null || this.from === null || readTo < this.from) return tab({ type: "reset" });
    for (const fact of this.remembered) if (fact.position > readTo) tab({ type: "fact", fact });
  }

  leave(tab: Tab) {
    this.tabs.delete(tab);
    if (this.tabs.size === 0) this.stop();
  }

  private start(readTo: number | null) {
    this.running = new AbortController();
    this.status = "connecting";
    this.from = readTo;
    this.remembered = [];
    const { signal } = this.running;
    // A stream that was left may still say that it ended.
    const hear = (event: LiveEvent) => signal.aborted || this.hear(event);
    void this.keep(hear, signal, readTo);
  }

  private stop() {
    this.running?.abort();
    this.running = null;
  }

  private hear(event: LiveEvent) {
    if (event.type === "status") this.status = event.status;
    else if (event.type === "reset") this.forget();
    else if (event.type === "hello") this.from ??= event.position;
    else if (event.type === "fact") this.remember(event.fact);
    for (const tab of this.tabs) tab(event);
    if (event.type === "signed_out") this.stop();
  }

  private remember(fact: Fact) {
    this.remembered.push(fact);
    const forgotten = this.remembered.length > rememberedMax ? this.remembered.shift() : undefined;
    if (forgotten && this.from !== null) this.from = forgotten.position;
  }

  /** What was not told is unknown to whoever comes now, too. */
  private forget() {
    this.from = null;
    this.remembered = [];
  }
}
