// SPDX-License-Identifier: AGPL-3.0-or-later

export type ServerEvent = { event: string; data: string; id: string | null };

/** Takes the bytes of an event stream piece by piece and gives back whole events, in order. */
export function eventParser(onEvent: (event: ServerEvent) => void) {
  let rest = "";
  let event = "";
  let lines: string[] = [];
  let id: string | null = null;

  function take(line: string) {
    if (line === "") {
      if (lines.length > 0 || event !== "") {
        onEvent({ event: event || "message", data: lines.join("\n"), id });
      }
      event = "";
      lines = [];
      return;
    }
    const colon = line.indexOf(":");
    if (colon === 0) return;
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
    if (field === "event") event = value;
    else if (field === "data") lines.push(value);
    else if (field === "id") id = value;
  }

  return (chunk: string) => {
    const parts = (rest + chunk).split(/\r\n|\n|\r(?!$)/);
    rest = parts.pop() ?? "";
    for (const line of parts) take(line);
  };
}
