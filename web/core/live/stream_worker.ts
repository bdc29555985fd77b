// SPDX-License-Identifier: AGPL-3.0-or-later
// One stream for all tabs of this browser: HTTP/1.1 allows about six connections per origin.
import { keepStream, type LiveEvent, type LiveStatus } from "./connection";

const scope = self as unknown as { onconnect: ((event: MessageEvent) => void) | null };
const ports = new Set<MessagePort>();
let status: LiveStatus = "connecting";
let running: AbortController | null = null;

function emit(event: LiveEvent) {
  if (event.type === "status") status = event.status;
  for (const port of ports) port.postMessage(event);
  if (event.type === "signed_out") stop();
}

function start() {
  if (running) return;
  running = new AbortController();
  status = "connecting";
  void keepStream(emit, running.signal);
}

function stop() {
  running?.abort();
  running = null;
}

scope.onconnect = (connect) => {
  const port = connect.ports[0];
  if (!port) return;
  ports.add(port);
  port.onmessage = (message: MessageEvent<"leave" | "restart">) => {
    if (message.data === "restart") {
      stop();
      start();
      return;
    }
    ports.delete(port);
    if (ports.size === 0) stop();
  };
  start();
  port.postMessage({ type: "status", status } satisfies LiveEvent);
};
