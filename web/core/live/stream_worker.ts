// SPDX-License-Identifier: AGPL-3.0-or-later
// One stream for all tabs of this browser: HTTP/1.1 allows about six connections per origin.
import { type Said, SharedStream, type Tab } from "./shared";

const scope = self as unknown as { onconnect: ((event: MessageEvent) => void) | null };
const stream = new SharedStream();

scope.onconnect = (connect) => {
  const port = connect.ports[0];
  if (!port) return;
  const tab: Tab = (event) => port.postMessage(event);
  port.onmessage = ({ data }: MessageEvent<Said>) => {
    if (data === "leave") stream.leave(tab);
    else stream.join(tab, data.join);
  };
};
