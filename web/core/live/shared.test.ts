// SPDX-License-Identifier: AGPL-3.0-or-later
import { expect, it } from "vitest";
import type { Fact } from "~/api/types";
import type { LiveEvent } from "./connection";
import { SharedStream } from "./shared";

const fact = (position: number) => ({ type: "fact", fact: { position } as Fact }) as const;
const reset = { type: "reset" } as const;

/** A stream whose events a test sends itself, and the positions from which it was opened. */
function sharedStream() {
  const opened: (number | null)[] = [];
  let say: (event: LiveEvent) => void = () => undefined;
  let stopped: AbortSignal | undefined;
  const shared = new SharedStream(async (emit, signal, readTo) => {
    opened.push(readTo);
    say = emit;
    stopped = signal;
  });
  const tab = (readTo: number | null) => {
    const heard: LiveEvent[] = [];
    const hear = (event: LiveEvent) => event.type !== "status" && heard.push(event);
    shared.join(hear, readTo);
    return { heard, leave: () => shared.leave(hear) };
  };
  return {
    tab,
    opened,
    say: (event: LiveEvent) => say(event),
    isStopped: () => stopped?.aborted ?? true,
  };
}

it("opens one stream, from what its first tab has read", () => {
  const { tab, opened, say } = sharedStream();
  const [first, second] = [tab(7), tab(7)];
  say(fact(8));
  expect(opened).toEqual([7]);
  expect(first.heard).toEqual([fact(8)]);
  expect(second.heard).toEqual([fact(8)]);
});

it("tells a later tab what happened since it has read", () => {
  const { tab, say } = sharedStream();
  tab(7);
  for (const position of [8, 9, 12]) say(fact(position));
  expect(tab(8).heard).toEqual([fact(9), fact(12)]);
  expect(tab(12).heard).toEqual([]);
});

it("has a tab read anew when what happened since is not remembered", () => {
  const { tab, say } = sharedStream();
  tab(7);
  expect(tab(6).heard).toEqual([reset]);
  expect(tab(null).heard).toEqual([reset]);
  for (let position = 8; position < 1000; position++) say(fact(position));
  expect(tab(8).heard).toEqual([reset]);
  expect(tab(998).heard).toEqual([fact(999)]);
});

it("remembers again from the hello after a reset", () => {
  const { tab, say } = sharedStream();
  tab(7);
  say(reset);
  expect(tab(50).heard).toEqual([reset]);
  say({ type: "hello", position: 40 });
  say(fact(51));
  expect(tab(50).heard).toEqual([fact(51)]);
  expect(tab(39).heard).toEqual([reset]);
});

it("ends with its last tab, and begins anew with the next", () => {
  const { tab, opened, isStopped } = sharedStream();
  const [first, second] = [tab(7), tab(7)];
  first.leave();
  expect(isStopped()).toBe(false);
  second.leave();
  expect(isStopped()).toBe(true);
  tab(20);
  expect(opened).toEqual([7, 20]);
});

it("begins anew after the session has ended", () => {
  const { tab, opened, say } = sharedStream();
  const { heard } = tab(7);
  say({ type: "signed_out" });
  expect(heard).toEqual([{ type: "signed_out" }]);
  tab(9);
  expect(opened).toEqual([7, 9]);
});
