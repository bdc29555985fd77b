// SPDX-License-Identifier: AGPL-3.0-or-later
import { keepStream, type LiveEvent } from "./connection";

type Leave = () => void;

/** Gives this tab the events of the browser's one stream. Returns the way to leave it. */
export function joinStream(emit: (event: LiveEvent) => void): Leave {
  if (typeof SharedWorker !== "undefined") return joinWorker(emit);
  if (navigator.locks && typeof BroadcastChannel !== "undefined") return joinLeader(emit);
  return joinAlone(emit);
}

function joinWorker(emit: (event: LiveEvent) => void): Leave {
  const worker = new SharedWorker(new URL("./stream_worker.ts", import.meta.url), {
    type: "module",
    name: "heed-live",
  });
  worker.port.onmessage = (message: MessageEvent<LiveEvent>) => emit(message.data);
  worker.port.start();
  const leave = () => worker.port.postMessage("leave");
  // A tab that is closed has no other way to say so.
  window.addEventListener("pagehide", leave);
  return () => {
    window.removeEventListener("pagehide", leave);
    leave();
  };
}

/** Without SharedWorker: the tab that holds the lock reads the stream and tells the others. */
function joinLeader(emit: (event: LiveEvent) => void): Leave {
  const stop = new AbortController();
  const channel = new BroadcastChannel("heed-live");
  channel.onmessage = (message: MessageEvent<LiveEvent>) => emit(message.data);
  navigator.locks
    .request("heed-live", { signal: stop.signal }, () =>
      keepStream((event) => {
        emit(event);
        channel.postMessage(event);
      }, stop.signal),
    )
    .catch(() => undefined);
  return () => {
    stop.abort();
    channel.close();
  };
}

function joinAlone(emit: (event: LiveEvent) => void): Leave {
  const stop = new AbortController();
  void keepStream(emit, stop.signal);
  return () => stop.abort();
}
