// SPDX-License-Identifier: AGPL-3.0-or-later
import { api, call } from "~/api/client";
import type { Schema, Session } from "~/api/types";
import { keepSession } from "~/core/session";

export type ComingDemo = Schema<"ComingDemo">;

/** Answers before it is done: the server stops for it and comes back. */
export const makeDemo = (token: string | null) =>
  call(api.POST("/setup/demo", { body: { token } }));

/** As above; gives the token for setting the empty desk up. */
export const removeDemo = (desk_name: string) =>
  call(api.POST("/demo/removal", { body: { desk_name } }));

export async function signInToDemo({ email, password }: ComingDemo) {
  keepSession(await call(api.POST("/session", { body: { email, password } })));
}

const lookEveryMs = 700;
const patienceMs = 3 * 60_000;

/** Waits until the server is back with a desk that is as wanted; throws when it stays away. */
export async function untilDesk(isAsWanted: (session: Session) => boolean) {
  for (const end = Date.now() + patienceMs; ; ) {
    await new Promise((done) => setTimeout(done, lookEveryMs));
    try {
      if (isAsWanted(await call(api.GET("/session")))) return;
    } catch (fault) {
      // Nobody answers while the server begins anew.
      if (Date.now() > end) throw fault;
    }
    if (Date.now() > end) throw new Error("the desk did not begin anew within three minutes");
  }
}
