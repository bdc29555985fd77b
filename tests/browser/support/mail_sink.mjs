// SPDX-License-Identifier: AGPL-3.0-or-later
// The smallest mail server there is: takes every letter and keeps it, for stories to read.
import { createServer } from "node:net";
import { until } from "./until.mjs";

/** Words of a letter with the encodings of mail taken off. */
export function readable(raw) {
  const joined = raw.replace(/=\r?\n/g, "");
  const quoted = joined.replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
  const based = raw.replace(/\r\n\r\n((?:[A-Za-z0-9+/=]{4,76}\r\n)+)/g, (_, text) => `\r\n\r\n${Buffer.from(text, "base64").toString("utf8")}`);
  return `${quoted}\n${based}`;
}

export class MailSink {
  letters = [];
  #server;
  #refused = new Set();

  async start() {
    this.#server = createServer((socket) => this.#talk(socket));
    await new Promise((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    this.port = this.#server.address().port;
  }

  stop() {
    this.#server?.close();
  }

  /** From now on every letter to this address is refused for good. */
  refuse(address) {
    this.#refused.add(address);
  }

  accept(address) {
    this.#refused.delete(address);
  }

  /** The first letter to `address` of which `fits` says yes. */
  letterTo(address, fits = () => true) {
    return until(`a letter to ${address}`, () => this.letters.find((one) => one.to.includes(address) && fits(one.text)));
  }

  #talk(socket) {
    let buffer = "";
    let letter = null;
    let to = [];
    const say = (line) => socket.write(`${line}\r\n`);
    socket.on("error", () => undefined);
    socket.setEncoding("latin1");
    say("220 sink ESMTP");
    const hear = (line) => {
      const word = line.slice(0, 4).toUpperCase();
      if (word === "EHLO" || word === "HELO") say("250-sink\r\n250 8BITMIME");
      else if (word === "RCPT") {
        const address = /<([^>]*)>/.exec(line)?.[1] ?? "";
        if (this.#refused.has(address)) return say("550 5.1.1 nobody of that name here");
        to.push(address);
        say("250 ok");
      } else if (word === "DATA") {
        letter = "";
        say("354 go on");
      } else if (word === "QUIT") {
        say("221 bye");
        socket.end();
      } else {
        if (word === "RSET" || word === "MAIL") to = [];
        say("250 ok");
      }
    };
    socket.on("data", (piece) => {
      buffer += piece;
      for (;;) {
        if (letter !== null) {
          const end = buffer.indexOf("\r\n.\r\n");
          if (end < 0) return;
          const raw = buffer.slice(0, end).replace(/^\.\./gm, ".");
          this.letters.push({ to, raw, text: readable(Buffer.from(raw, "latin1").toString("utf8")) });
          buffer = buffer.slice(end + 5);
          letter = null;
          to = [];
          say("250 taken");
          continue;
        }
        const end = buffer.indexOf("\r\n");
        if (end < 0) return;
        const line = buffer.slice(0, end);
        buffer = buffer.slice(end + 2);
        hear(line);
      }
    });
  }
}
