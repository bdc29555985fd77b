// SPDX-License-Identifier: AGPL-3.0-or-later
import { expect, it } from "vitest";
import type { Command } from "./commands";
import { isOwnKey, isTyping, match, pressName } from "./shortcuts";

const press = (key: string, more: Partial<KeyboardEvent> = {}) =>
  pressName({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...more });
const command = (id: string, ...keys: string[]): Command => ({
  id,
  group: "go",
  title: () => id,
  keys,
  run: () => undefined,
});
const commands = [
  command("inbox", "g i"),
  command("next", "j"),
  command("help", "?"),
  command("go_alone", "g g"),
];

it("names a press by what it writes", () => {
  expect(press("?", { shiftKey: true })).toBe("?");
  expect(press("Enter", { ctrlKey: true, shiftKey: true })).toBe("mod+shift+Enter");
  expect(press("K", { metaKey: true, shiftKey: true })).toBe("mod+shift+k");
});

it("waits for the second key of a sequence", () => {
  expect(match(commands, "", "g")).toEqual({ found: undefined, pending: "g" });
  expect(match(commands, "g", "i").found?.id).toBe("inbox");
});

it("lets the screen on top have the key", () => {
  expect(match([...commands, command("on_top", "j")], "", "j").found?.id).toBe("on_top");
});

it("leaves keys alone where somebody types", () => {
  document.body.innerHTML =
    '<input id="a"><input id="b" type="checkbox"><textarea id="c"></textarea><button id="d"></button>';
  const typing = ["a", "b", "c", "d"].map((id) => isTyping(document.getElementById(id)));
  expect(typing).toEqual([true, false, true, false]);
});

it("leaves Enter to links and buttons, and the arrows to whatever scrolls", () => {
  document.body.innerHTML =
    '<a id="link" href="#">x</a><div id="text" tabindex="0"></div><div id="ticket-list"><a id="row" href="#">y</a></div>';
  const at = (id: string) => document.getElementById(id);
  expect(isOwnKey("Enter", at("link"))).toBe(true);
  expect(isOwnKey("Enter", at("text"))).toBe(false);
  expect(isOwnKey("ArrowDown", at("text"))).toBe(true);
  expect(isOwnKey("ArrowDown", at("row"))).toBe(false);
  expect(isOwnKey("ArrowDown", document.body)).toBe(false);
  expect(isOwnKey("r", at("link"))).toBe(false);
});
