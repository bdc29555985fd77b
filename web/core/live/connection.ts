// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Fact, PresenceFact } from "~/api/types";
import { eventParser, type ServerEvent } from "./sse";

export type LiveStatus = "connecting" | "live" | "offline";
export type LiveEvent =
  | { type: "status"; status: LiveStatus }
  | { type: "fact"; fact: Fact }
  | { type: "presence"; presence: PresenceFact }
  | { type: "hello"; position: number }
  | { type: "reset" }
  | { type: "signed_out" };

/** A keep-alive comes every 20 s; a stream that is silent for longer than this is dead. */
const silenceMaxMs = 50_000;

export type Surroundings = {
  fetch: typeof fetch;
  wait: (ms: number) => Promise<void>;
  random: () => number;
};

const world: Surroundings = {
  fetch: (...request) => fetch(...request),
  wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  random: Math.random,
};

/** Doubles from half a second to half a minute, each time between a half and the whole of it. */
export function pauseBefore(attempt: number, random: () => number): number {
  return Math.min(30_000, 500 * 2 ** Math.min(attempt, 6)) * (0.5 + random() / 2);
}

/**
 * Keeps one event stream open for as long as `stopped` is not raised. The first begins after
 * `readTo`, what the screen shows already, and each further one after the last event it saw.
 * Where there is nothing to resume from it says `reset` by itself.
 */
export async function keepStream(
  emit: (event: LiveEvent) => void,
  stopped: AbortSignal,
  readTo: number | null,
  around: Surroundings = world,
): Promise<void> {
  let lastId = readTo === null ? null : String(readTo);
  let attempt = 0;
  while (!stopped.aborted) {
    const answer = await open(lastId, stopped, around);
    if (answer === "signed_out") return emit({ type: "signed_out" });
    if (answer !== "failed") {
      emit({ type: "status", status: "live" });
      // What happened since the screen was read is unknown.
      if (lastId === null) emit({ type: "reset" });
      attempt = 0;
      lastId = await read(answer, lastId, emit);
    }
    if (stopped.aborted) return;
    attempt += 1;
    emit({ type: "status", status: attempt > 2 ? "offline" : "connecting" });
    await around.wait(pauseBefore(attempt, around.random));
  }
}

async function open(lastId: string | null, stopped: AbortSignal, around: Surroundings) {
  try {
    const answer = await around.fetch("/api/v1/stream", {
      headers: { Accept: "text/event-stream", ...(lastId ? { "Last-Event-ID": lastId } : {}) },
      cache: "no-store",
      signal: stopped,
    });
    if (answer.status === 401 || answer.status === 403) return "signed_out" as const;
    return answer.ok && answer.body ? answer.body : ("failed" as const);
  } catch {
    return "failed" as const;
  }
}

async function read(
  body: ReadableStream<Uint8Array>,
  startId: string | null,
  emit: (event: LiveEvent) => void,
): Promise<string | null> {
  let lastId = startId;
  const parse = eventParser((event) => {
    if (event.id !== null) lastId = event.id;
    const live = liveEvent(event);
    if (live) emit(live);
  });
  const reader = body.getReader();
  const decoder = new TextDecoder();
  try {
    for (;;) {
      const piece = await withinSilence(reader);
      if (piece.done) return lastId;
      parse(decoder.decode(piece.value, { stream: true }));
    }
  } catch {
    await reader.cancel().catch(() => undefined);
    return lastId;
  }
}

function withinSilence(reader: ReadableStreamDefaultReader<Uint8Array>) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("silent stream")), silenceMaxMs);
  });
  return Promise.race([reader.read(), silence]).finally(() => clearTimeout(timer));
}

function liveEvent(event: ServerEvent): LiveEvent | null {
  try {
    if (event.event === "fact") return { type: "fact", fact: JSON.parse(event.data) as Fact };
    if (event.event === "presence")
      return { type: "presence", presence: JSON.parse(event.data) as PresenceFact };
  } catch {
    return null;
  }
  if (event.event === "hello") return { type: "hello", position: Number(event.id) };
  return event.event === "reset" ? { type: "reset" } : null;
}
