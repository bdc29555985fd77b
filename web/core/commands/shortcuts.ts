// SPDX-License-Identifier: AGPL-3.0-or-later
import { type Command, commandsNow } from "./commands";

const sequenceMaxMs = 1200;

type Press = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey">;

/** `mod+shift+Enter`: by what the key writes, not where it sits, so that every layout works. */
export function pressName(press: Press): string {
  const mod = press.ctrlKey || press.metaKey ? "mod+" : "";
  const isLetter = press.key.length === 1;
  const shift = press.shiftKey && (!isLetter || mod) ? "shift+" : "";
  const key = isLetter && mod ? press.key.toLowerCase() : press.key;
  return mod + shift + key;
}

/** What a press means after the keys pressed just before: a command, the start of one, or nothing. */
export function match(commands: Command[], before: string, press: string) {
  const name = before ? `${before} ${press}` : press;
  const found = commands.findLast((command) => command.keys.includes(name));
  const begins = commands.some((command) =>
    command.keys.some((keys) => keys.startsWith(`${name} `)),
  );
  return { found, pending: begins ? name : "" };
}

export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      target.matches("textarea, select, input:not([type=checkbox], [type=radio])"))
  );
}

/** A popup or dialog has the keyboard to itself. */
const popupOpen = () =>
  document.querySelector(
    ':is([role="dialog"], [role="menu"]):not([data-ending-style], [data-closed])',
  ) !== null;

const controls = "a, button, summary, [role=button], [role=tab], [role=option], [role=separator]";

/** Whether the key does something by itself where the focus is. */
export function isOwnKey(name: string, target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement) || target === document.body) return false;
  if (name === "Enter") return target.closest(controls) !== null;
  return name.startsWith("Arrow") && target.closest("#ticket-list") === null;
}

export function listenForShortcuts(): () => void {
  let before = "";
  let beforeAt = 0;
  let popupWasOpen = false;
  // Asked before anybody else hears the key: Escape closes the popup and nothing behind it.
  const look = () => {
    popupWasOpen = popupOpen();
  };
  function press(event: KeyboardEvent) {
    if (event.defaultPrevented || event.isComposing || event.altKey || popupWasOpen) return;
    const name = pressName(event);
    const typing = isTyping(event.target);
    if (typing && name === "Escape") (event.target as HTMLElement).blur();
    if ((typing && !name.startsWith("mod+")) || isOwnKey(name, event.target)) return;
    const recent = event.timeStamp - beforeAt < sequenceMaxMs ? before : "";
    const offered = commandsNow().filter((command) => !typing || command.inFields);
    let { found, pending } = match(offered, recent, name);
    if (!found && !pending && recent) ({ found, pending } = match(offered, "", name));
    before = pending;
    beforeAt = event.timeStamp;
    if (!found) return;
    event.preventDefault();
    found.run();
  }
  document.addEventListener("keydown", look, { capture: true });
  document.addEventListener("keydown", press);
  return () => {
    document.removeEventListener("keydown", look, { capture: true });
    document.removeEventListener("keydown", press);
  };
}
