// SPDX-License-Identifier: AGPL-3.0-or-later

/** The wall clock in a zone at an instant, as `<input type="datetime-local">` wants it. */
export function localOf(at: number, zone: string): string {
  const parts = new Intl.DateTimeFormat("sv-SE", {
    timeZone: zone,
    dateStyle: "short",
    timeStyle: "short",
  });
  return parts.format(at).replace(" ", "T");
}

/** The instant at which the wall clock of a zone shows this. In a gap, the instant just after it. */
export function instantOf(local: string, zone: string): string {
  const wanted = Date.parse(`${local}Z`);
  const offsetAt = (at: number) =>
    Date.parse(`${localOf(at, zone)}Z`) - Math.floor(at / 60_000) * 60_000;
  // The offset at the guess may be that of the other side of a change of clocks; asking twice is enough.
  const first = wanted - offsetAt(wanted);
  return new Date(wanted - offsetAt(first)).toISOString();
}
