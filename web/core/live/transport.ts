// SPDX-License-Identifier: AGPL-3.0-or-later
import { keepStream, type LiveEvent } from "./connection";
import type { Said } from "./shared";

type Leave = () => void;

/**
 * Gives this tab the events of the browser's one stream: all of those after the position `readTo`
 * of what it shows already. Returns the way to leave it.
 */
export function joinStream(emit: (event: LiveEvent) => void, readTo: number | null): Leave {
  if (typeof SharedWorker !== "undefined") return joinWorker(emit, readTo);
  if (navigator.locks && typeof BroadcastChannel !== "undefined") return joinLeader(emit, readTo);
  return joinAlone(emit, readTo);
}

function joinWorker(emit: (event: LiveEvent) => void, readTo: number | null): Leave {
  const worker = new SharedWorker(new URL("./stream_worker.ts", import.meta.url), {
    type: "module",
    name: "heed-live",
  });
  const say = (words: Said) => worker.port.postMessage(words);
  worker.port.onmessage = (message: MessageEvent<LiveEvent>) => emit(message.data);
  worker.port.start();
  say({ join: readTo });
  const leave = () => say("leave");
  // A page that comes back from the browser's memory has left, and knows nothing since.
  const comeBack = ({ persisted }: PageTransitionEvent) => persisted && say({ join: null });
  // A tab that is closed has no other way to say so.
  window.addEventListener("pagehide", leave);
  window.addEventListener("pageshow", comeBack);
  return () => {
    window.removeEventListener("pagehide", leave);
    window.removeEventListener("pageshow", comeBack);
    leave();
  };
}

/** Without SharedWorker: the tab that holds the lock reads the stream and tells the others. */
function joinLeader(emit: (event: LiveEvent) => void, readTo: number | null): Leave {
  const stop = new AbortController();
  const channel = new BroadcastChannel("heed-live");
  let heardTo = readTo;
  let leads = false;
  channel.onmessage = ({ data }: MessageEvent<LiveEvent>) => {
    if (data.type === "fact") heardTo = data.fact.position;
    emit(data);
  };
  navigator.locks
    .request("heed-live", { signal: stop.signal }, () => {
      leads = true;
      return keepStream(
        (event) => {
          emit(event);
          channel.postMessage(event);
        },
        stop.signal,
        heardTo,
      );
    })
    .catch(() => undefined);
  // What another tab told before this one listened is unknown.
  void navigator.locks.query().then(({ held }) => {
    if (!leads && held?.some(({ name }) => name === "heed-live")) emit({ type: "reset" });
  });
  return () => {
    stop.abort();
    channel.close();
  };
}

function joinAlone(emit: (event: LiveEvent) => void, readTo: number | null): Leave {
  const stop = new AbortController();
  void keepStream(emit, stop.signal, readTo);
  return () => stop.abort();
}
