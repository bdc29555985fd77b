// SPDX-License-Identifier: AGPL-3.0-or-later
import { useSyncExternalStore } from "react";
import { m } from "~/core/messages/messages";
import { useSession } from "./session";

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

const formats = new Map<string, Intl.DateTimeFormat>();

/** Formatters are slow to make and are asked for on every row, so they are kept. */
function format(language: string, zone: string, options: Intl.DateTimeFormatOptions) {
  const key = `${language}|${zone}|${JSON.stringify(options)}`;
  let found = formats.get(key);
  if (!found) {
    found = new Intl.DateTimeFormat(language, { ...options, timeZone: zone });
    formats.set(key, found);
  }
  return found;
}

export type Reader = { language: string; zone: string };

const dayOf = (at: number, reader: Reader) =>
  format("en-CA", reader.zone, { dateStyle: "short" }).format(at);

/** Full words for a tooltip or a history line. */
export const fullTime = (at: string, reader: Reader) =>
  format(reader.language, reader.zone, { dateStyle: "full", timeStyle: "short" }).format(
    Date.parse(at),
  );

export const dayAndTime = (at: string, reader: Reader) =>
  format(reader.language, reader.zone, { dateStyle: "medium", timeStyle: "short" }).format(
    Date.parse(at),
  );

/** As short as a list needs: minutes, then the time of day, the weekday, the date. */
export function shortTime(at: string, now: number, reader: Reader): string {
  const then = Date.parse(at);
  const age = now - then;
  if (age < minute && age > -minute) return m.time_now();
  if (age > 0 && age < hour) return m.time_minutes({ minutes: Math.floor(age / minute) });
  if (dayOf(then, reader) === dayOf(now, reader)) {
    return format(reader.language, reader.zone, { timeStyle: "short" }).format(then);
  }
  if (age > 0 && age < 6 * day) {
    return format(reader.language, reader.zone, { weekday: "short" }).format(then);
  }
  const sameYear = dayOf(then, reader).slice(0, 4) === dayOf(now, reader).slice(0, 4);
  return format(reader.language, reader.zone, {
    day: "numeric",
    month: "short",
    ...(sameYear ? {} : { year: "numeric" }),
  }).format(then);
}

/** "Today 14:02", "Tue 09:12", "12 Nov 2025, 09:12": for the head of a message. */
export function entryTime(at: string, now: number, reader: Reader): string {
  const then = Date.parse(at);
  const clock = format(reader.language, reader.zone, { timeStyle: "short" }).format(then);
  if (dayOf(then, reader) === dayOf(now, reader)) return m.time_today({ clock });
  if (dayOf(then, reader) === dayOf(now - day, reader)) return m.time_yesterday({ clock });
  if (now - then < 6 * day && now > then) {
    const weekday = format(reader.language, reader.zone, { weekday: "short" }).format(then);
    return `${weekday} ${clock}`;
  }
  return dayAndTime(at, reader);
}

/** The time of day it is now for somebody in another zone. */
export const clockIn = (zone: string, now: number, language: string) =>
  format(language, zone, { timeStyle: "short", hourCycle: "h23" }).format(now);

const numbers = new Map<string, Intl.NumberFormat>();

export function numberText(value: number, language: string): string {
  let found = numbers.get(language);
  if (!found) {
    found = new Intl.NumberFormat(language);
    numbers.set(language, found);
  }
  return found.format(value);
}

export function sizeText(bytes: number, language: string): string {
  const [value, unit] =
    bytes < 1000
      ? [bytes, "byte"]
      : bytes < 1e6
        ? [bytes / 1e3, "kilobyte"]
        : bytes < 1e9
          ? [bytes / 1e6, "megabyte"]
          : [bytes / 1e9, "gigabyte"];
  return new Intl.NumberFormat(language, {
    style: "unit",
    unit: unit as string,
    unitDisplay: unit === "byte" ? "long" : "short",
    maximumFractionDigits: (value as number) < 10 && bytes >= 1e6 ? 1 : 0,
  }).format(value as number);
}

export const zones = (): string[] => {
  const known = Intl.supportedValuesOf("timeZone");
  return known.includes("UTC") ? known : ["UTC", ...known];
};

export const ownZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;

// One clock for the whole desk: everything that shows an age changes together, once a minute.
let now = Date.now();
const watchers = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

function watch(changed: () => void) {
  watchers.add(changed);
  timer ??= setInterval(() => {
    now = Date.now();
    for (const watcher of watchers) watcher();
  }, minute);
  return () => {
    watchers.delete(changed);
    if (watchers.size === 0) {
      clearInterval(timer);
      timer = undefined;
    }
  };
}

/** The instant, fresh to the minute. Anything that just arrived is never in the future. */
export const useNow = () =>
  Math.max(
    useSyncExternalStore(watch, () => now),
    now,
  );

/** "en" becomes "en-GB" where the browser says so: order of dates and clocks differ by country. */
export const regional = (
  language: string,
  offered: readonly string[] = navigator.languages,
): string =>
  language.includes("-")
    ? language
    : (offered.find((one) => one.split("-")[0] === language) ?? language);

/** The language and zone in which this person reads times. */
export function useReader(): Reader {
  const { person, desk } = useSession();
  return {
    language: regional(person?.language || desk.language || "en"),
    zone: person?.zone || desk.zone,
  };
}
