// SPDX-License-Identifier: AGPL-3.0-or-later
import type { SigningKey } from "../../api/types.ts";
import { byId, fail, type Handler } from "./handlers.ts";
import { hour, iso, type World } from "./world.ts";

/** Keys that sign letters of the mock's only domain. */
export function signingKeyRoutes(world: World): Record<string, Handler> {
  const domain = "heed.example";
  const keys: SigningKey[] = [];
  const make = (algorithm: SigningKey["algorithm"], signs: boolean) => {
    const selector = `heed-${"k7f3qa2b".slice(keys.length)}`;
    const name = `${selector}._domainkey.${domain}`;
    const key =
      algorithm === "rsa" ? "MIIBIjANBgkqhkiG9w0BAQEFAAOC".repeat(13) : "11qYAYKxCrfVS/7T";
    const text = `v=DKIM1; k=${algorithm}; p=${key}`;
    const made: SigningKey = {
      id: keys.length + 1,
      ...{ selector, algorithm, signs, usable: true },
      made_at: iso(world.now - hour),
      found_at: signs ? iso(world.now - hour) : null,
      ...{ record_name: name, record_text: text, record: `${name}. IN TXT "${text}"` },
    };
    keys.push(made);
    return made;
  };
  if (world.size !== "empty") make("rsa", true);
  if (world.size === "extreme") make("ed25519", false);
  return {
    "GET /mailboxes/:m/signing_keys": () => ({ domain, items: keys }),
    "POST /mailboxes/:m/signing_keys": (_, { algorithm }) =>
      make(algorithm as SigningKey["algorithm"], false),
    "PATCH /signing_keys/:k": ([k], { signs, insist }) => {
      if (signs && !insist) fail(409, "record_missing");
      return Object.assign(byId(keys, k), { signs });
    },
    "DELETE /signing_keys/:k": ([k]) => void keys.splice(keys.indexOf(byId(keys, k)), 1),
  };
}
