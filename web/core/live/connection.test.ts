// SPDX-License-Identifier: AGPL-3.0-or-later
import { expect, it } from "vitest";
import { keepStream, type LiveEvent, pauseBefore } from "./connection";

type Answer = { status?: number; text?: string };

/** Plays the answers one after the other, then stops the stream. */
async function play(answers: Answer[], readTo: number | null = 3) {
  const stop = new AbortController();
  const events: LiveEvent[] = [];
  const asked: (string | null)[] = [];
  let turn = 0;
  await keepStream((event) => events.push(event), stop.signal, readTo, {
    fetch: async (_, init) => {
      asked.push(new Headers(init?.headers).get("Last-Event-ID"));
      const answer = answers[turn++];
      if (!answer) {
        stop.abort();
        throw new Error("over");
      }
      return new Response(answer.text ?? "", { status: answer.status ?? 200 });
    },
    wait: async () => undefined,
    random: () => 1,
  });
  return {
    events: events.filter((event) => event.type !== "status"),
    states: events.flatMap((event) => (event.type === "status" ? [event.status] : [])),
    asked,
  };
}

it("begins after what the screen shows, then after the last event it saw", async () => {
  const { events, asked } = await play([
    { text: 'id: 4\nevent: fact\ndata: {"position":4}\n\n' },
    { text: "" },
  ]);
  expect(asked.slice(0, 2)).toEqual(["3", "4"]);
  expect(events).toEqual([{ type: "fact", fact: { position: 4 } }]);
});

it("says reset itself when there is nothing to resume from, the first time too", async () => {
  const { events, asked } = await play([{ text: ": nothing\n\n" }, { text: ": yet\n\n" }], null);
  expect(asked.slice(0, 2)).toEqual([null, null]);
  expect(events).toEqual([{ type: "reset" }, { type: "reset" }]);
});

it("says from which position on the stream tells", async () => {
  const { events } = await play([{ text: "event: hello\nid: 9\ndata: {}\n\n" }]);
  expect(events).toEqual([{ type: "hello", position: 9 }]);
});

it("passes on the reset of the server", async () => {
  expect((await play([{ text: "event: reset\ndata: {}\n\n" }])).events).toEqual([
    { type: "reset" },
  ]);
});

it("ends when the session has ended", async () => {
  expect((await play([{ status: 401 }, { text: "" }])).events).toEqual([{ type: "signed_out" }]);
});

it("is offline only after several vain attempts", async () => {
  const { states } = await play([{ status: 503 }, { status: 503 }, { status: 503 }]);
  expect(states.slice(0, 3)).toEqual(["connecting", "connecting", "offline"]);
});

it("overlooks an event it cannot read", async () => {
  expect((await play([{ text: "event: fact\ndata: {oops\n\n" }])).events).toEqual([]);
});

it("waits longer each time, up to half a minute, never in step with others", () => {
  expect(pauseBefore(1, () => 1)).toBe(1000);
  expect(pauseBefore(1, () => 0)).toBe(500);
  expect(pauseBefore(50, () => 1)).toBe(30_000);
});
