// SPDX-License-Identifier: AGPL-3.0-or-later
// A real desk for stories: the release binary, 2,000 tickets, a mail server that keeps letters.
import { spawn, spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MailSink } from "./mail_sink.mjs";
import { until } from "./until.mjs";

export const help = "help@desk.internal";
const password = "correct horse battery staple";
const noor = { email: "noor@demo.example", password: "demo desk 2026" };
const sam = { email: "sam@desk.internal", name: "Sam Sommer", password };

/** One that nobody listens on now. */
async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

export class Desk {
  mail = new MailSink();
  agents = {};
  #process;
  #folder;

  constructor({ binary, webRoot }) {
    this.binary = binary;
    this.webRoot = webRoot;
  }

  async start() {
    if (!existsSync(this.binary)) throw new Error(`${this.binary} is not there: build it first (./dev build)`);
    this.#folder = mkdtempSync(join(tmpdir(), "heed_browser_"));
    this.data = join(this.#folder, "data");
    await this.mail.start();
    this.#verb("demo", "--tickets", "2000", "--seed", "7");
    this.token = this.#verb("token", "create", "--name", "stories", "--scope", "*").trim().split("\n").at(-1);
    writeFileSync(
      join(this.data, "heed.toml"),
      '[rates]\nreads = 0\nwrites = 0\nanonymous = 0\nstreams = 0\n[outbound]\nallow = "127.0.0.1/32"\n',
    );
    await this.serve();
    await this.#furnish();
  }

  /** A desk without anybody; answers the token that its set-up asks for, if it asks. */
  async startEmpty({ atLocalhost = false } = {}) {
    this.#folder = mkdtempSync(join(tmpdir(), "heed_browser_"));
    this.data = join(this.#folder, "data");
    if (atLocalhost) {
      const port = await freePort();
      mkdirSync(this.data, { mode: 0o700 });
      writeFileSync(join(this.data, "heed.toml"), `base_url = "http://localhost:${port}"\n`);
      this.address = `http://127.0.0.1:${port}`;
      await this.serve();
      this.address = `http://localhost:${port}`;
      return this.#setupToken();
    }
    await this.serve();
    return this.#setupToken();
  }

  #setupToken = () => /with this token: ([\w-]+)/.exec(this.#log())?.[1];

  /** Starts the server, at its former address if it had one. */
  async serve() {
    const log = openSync(join(this.#folder, "log"), "a");
    const before = this.#log().length;
    const web = this.webRoot ? ["--web-root", this.webRoot] : [];
    this.#process = spawn(this.binary, ["serve", "--data", this.data, "--listen", this.address?.slice(7) ?? "127.0.0.1:0", ...web], { stdio: ["ignore", log, log], env: this.#environment() });
    this.address = await until("heed serve", () => {
      if (this.#process.exitCode !== null) throw new Error(`heed serve ended: ${this.logTail()}`);
      return /Heed listens on (http:\S+)/.exec(this.#log().slice(before))?.[1];
    });
  }

  async halt() {
    const server = this.#process;
    if (!server || server.exitCode !== null) return;
    const ended = new Promise((resolve) => server.once("exit", resolve));
    server.kill("SIGTERM");
    await ended;
  }

  async stop() {
    await this.halt();
    this.mail.stop();
    if (this.#folder) rmSync(this.#folder, { recursive: true, force: true });
  }

  logTail = () => this.#log().split("\n").slice(-30).join("\n");

  #log = () => (this.#folder && existsSync(join(this.#folder, "log")) ? readFileSync(join(this.#folder, "log"), "utf8") : "");

  #environment() {
    // Variables of tests are no settings of a server.
    return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("HEED_")));
  }

  #verb(...words) {
    const done = spawnSync(this.binary, [...words, "--data", this.data], { encoding: "utf8", env: this.#environment() });
    if (done.status !== 0) throw new Error(`heed ${words.join(" ")}: ${done.stdout}${done.stderr}`);
    return done.stdout;
  }

  /** A mailbox whose letters the stories read, a second agent, and a desk that is not quiet. */
  async #furnish() {
    this.agents.noor = await this.signIn(noor.email, noor.password);
    await this.as("noor", "PUT", "/settings/quiet", { quiet: false });
    await this.as("noor", "POST", "/mailboxes", {
      name: "Stories",
      addresses: [help],
      smtp: { host: "127.0.0.1", port: this.mail.port, tls: "none", user: null },
    });
    const roles = await this.get("/roles");
    await this.as("noor", "POST", "/agents", {
      name: sam.name,
      email: sam.email,
      roles: [{ role_id: roles.items.find((one) => one.name.toLowerCase() === "administrator").id, team_id: null }],
      teams: [],
    });
    const letter = await this.mail.letterTo(sam.email);
    const invitation = /\/desk\/invitation\/([\w-]+)/.exec(letter.text)[1];
    await this.#ask("POST", `/invitations/${invitation}`, { password }, { Origin: this.address });
    this.agents.sam = await this.signIn(sam.email, password);
  }

  /** A session as a browser would get it: its cookie and the token for writes. */
  async signIn(email, secret) {
    const answer = await fetch(`${this.address}/api/v1/session`, {
      method: "POST",
      headers: { "Content-Type": "application/json", Origin: this.address },
      body: JSON.stringify({ email, password: secret }),
    });
    const session = await answer.json();
    if (!answer.ok) throw new Error(`${email} could not sign in: ${JSON.stringify(session)}`);
    const [, name, value] = /^([^=]+)=([^;]*)/.exec(answer.headers.get("set-cookie"));
    return { email, name: session.person.name, id: session.person.id, csrf: session.csrf, cookie: { name, value } };
  }

  credentials = { noor, sam };

  async #ask(method, path, body, headers) {
    const answer = await fetch(`${this.address}/api/v1${path}`, {
      method,
      headers: { ...(body === undefined || body instanceof FormData ? {} : { "Content-Type": "application/json" }), "Idempotency-Key": randomUUID(), ...headers },
      body: body === undefined || body instanceof FormData ? body : JSON.stringify(body),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return text ? JSON.parse(text) : {};
  }

  get = (path) => this.#ask("GET", path, undefined, { Authorization: `Bearer ${this.token}` });
  post = (path, body) => this.#ask("POST", path, body, { Authorization: `Bearer ${this.token}` });

  /** The same as an agent in a browser does it. */
  as(who, method, path, body) {
    const { cookie, csrf } = this.agents[who];
    return this.#ask(method, path, body, { Cookie: `${cookie.name}=${cookie.value}`, "X-Heed-Csrf": csrf, Origin: this.address });
  }

  /** A file that an agent has chosen and not yet sent. */
  uploadAs = (who, form) => this.as(who, "POST", "/attachments", form);

  /** Hands in a letter as the mail server does; answers its ticket's number. */
  async letter(raw) {
    const answer = await fetch(`${this.address}/api/v1/mail/inbound`, {
      method: "POST",
      headers: { Authorization: `Bearer ${this.token}`, "Content-Type": "message/rfc822" },
      body: raw.replace(/\r?\n/g, "\r\n"),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`a letter was refused: ${answer.status} ${text}`);
    return JSON.parse(text);
  }
}
