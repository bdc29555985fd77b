// SPDX-License-Identifier: AGPL-3.0-or-later
import createClient from "openapi-fetch";
import { networkRefusal, refusalOf } from "./problem";
import type { paths } from "./schema";

export const base = "/api/v1";

let csrf: string | null = null;
const signedOutListeners = new Set<() => void>();

export function setCsrf(token: string | null) {
  csrf = token;
}

/** Called when the server no longer knows the session that a request was made with. */
export function onSignedOut(listener: () => void) {
  signedOutListeners.add(listener);
  return () => signedOutListeners.delete(listener);
}

const writes = new Set(["POST", "PUT", "PATCH", "DELETE"]);

/** Headers every write needs. The key makes a repeated request harmless. */
export function writeHeaders(): Record<string, string> {
  return { "Idempotency-Key": crypto.randomUUID(), ...(csrf ? { "X-Heed-Csrf": csrf } : {}) };
}

/**
 * One request. A write whose answer got lost is repeated once with the same Idempotency-Key: the
 * server answers what it did the first time.
 */
async function send(request: Request): Promise<Response> {
  const isWrite = writes.has(request.method);
  if (isWrite) {
    for (const [name, value] of Object.entries(writeHeaders())) request.headers.set(name, value);
  }
  const again = isWrite ? request.clone() : null;
  try {
    return await globalThis.fetch(request);
  } catch (fault) {
    if (request.signal.aborted) throw fault;
    if (!again) throw networkRefusal();
    try {
      return await globalThis.fetch(again);
    } catch {
      throw networkRefusal();
    }
  }
}

export const api = createClient<paths>({
  baseUrl: typeof location === "undefined" ? base : location.origin + base,
  fetch: send,
  credentials: "same-origin",
});

type Answer<Body> = { data?: Body; error?: unknown; response: Response };

/** Refusals to somebody who is about to come in: no session has ended. */
const ofSigningIn = new Set([
  "wrong_credentials",
  "wrong_code",
  "sign_in_over",
  "wrong_passkey",
  "challenge_over",
]);

/** The body of a 2xx answer; everything else is thrown as a `Refusal`. */
export async function call<Body>(request: Promise<Answer<Body>>): Promise<Body> {
  const { data: body, error, response } = await request;
  if (response.ok) return body as Body;
  const refusal = refusalOf(response.status, error);
  if (response.status === 401 && !ofSigningIn.has(refusal.code)) {
    for (const listener of signedOutListeners) listener();
  }
  throw refusal;
}
