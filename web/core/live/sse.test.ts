// SPDX-License-Identifier: AGPL-3.0-or-later
import { expect, it } from "vitest";
import { eventParser, type ServerEvent } from "./sse";

const text =
  ': hello\n\nid: 7\nevent: fact\ndata: {"a":\ndata: 1}\n\n: keep-alive\n\nevent: reset\n\ndata: plain\r\n\r\n';
const expected: ServerEvent[] = [
  { event: "fact", data: '{"a":\n1}', id: "7" },
  { event: "reset", data: "", id: "7" },
  { event: "message", data: "plain", id: "7" },
];

function parse(pieces: string[]) {
  const events: ServerEvent[] = [];
  const take = eventParser((event) => events.push(event));
  for (const piece of pieces) take(piece);
  return events;
}

it("reads events, several lines of data and comments", () => {
  expect(parse([text])).toEqual(expected);
});

it("reads the same however the bytes are cut", () => {
  for (let size = 1; size < 9; size++) {
    const pieces = text.match(new RegExp(`[\\s\\S]{1,${size}}`, "g")) ?? [];
    expect(parse(pieces)).toEqual(expected);
  }
});

it("keeps an unfinished event to itself", () => {
  expect(parse(["event: fact\ndata: 1\n"])).toEqual([]);
});
