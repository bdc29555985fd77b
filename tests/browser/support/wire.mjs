// SPDX-License-Identifier: AGPL-3.0-or-later
import { connect, createServer } from "node:net";

/**
 * A line to the desk that can be cut: everything open on it ends, nothing new gets through. Of what
 * is asked on it, `hold` keeps back requests with these words until it is let go.
 */
export async function wireTo(address) {
  const port = Number(new URL(address).port);
  const sockets = new Set();
  let whole = true;
  let held = null;
  const server = createServer((near) => {
    if (!whole) return near.destroy();
    const far = connect(port, "127.0.0.1");
    for (const [one, other] of [
      [near, far],
      [far, near],
    ]) {
      sockets.add(one);
      one.on("error", () => other.destroy());
      one.on("close", () => {
        sockets.delete(one);
        other.destroy();
      });
    }
    far.pipe(near);
    near.on("end", () => far.end());
    near.on("data", (bytes) => {
      if (!held || !bytes.includes(held.words)) return far.write(bytes);
      near.pause();
      held.waiting.push(() => {
        far.write(bytes);
        near.resume();
      });
    });
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    address: `http://127.0.0.1:${server.address().port}`,
    cut() {
      whole = false;
      for (const socket of sockets) socket.destroy();
    },
    mend() {
      whole = true;
    },
    hold(words) {
      held = { words, waiting: [] };
    },
    letGo() {
      const { waiting } = held;
      held = null;
      for (const goOn of waiting) goOn();
    },
    close() {
      this.cut();
      server.close();
    },
  };
}
