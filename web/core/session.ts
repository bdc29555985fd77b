// SPDX-License-Identifier: AGPL-3.0-or-later
import { queryOptions, useQuery } from "@tanstack/react-query";
import { api, call, setCsrf } from "~/api/client";
import type { Session } from "~/api/types";
import { speak } from "./locale";
import { queries } from "./queries";

export type Permission =
  | "ticket:read"
  | "ticket:write"
  | "ticket:create"
  | "person:read"
  | "person:write"
  | "agent:manage"
  | "settings:read"
  | "settings:manage"
  | "mail:ingest"
  | "mail:review"
  | "token:manage"
  | "audit:read"
  | "operations:manage"
  | "ticket:redact"
  | "privacy:manage";

export const sessionQuery = queryOptions({
  queryKey: ["session"],
  queryFn: async () => keepSession(await call(api.GET("/session"))),
  staleTime: 5 * 60_000,
});

/** The session with its banners, asked for again while somebody looks at the desk. */
export const bannersQuery = queryOptions({ ...sessionQuery, refetchInterval: 30_000 });

/** Who was in last: a session that ends leaves what is on screen to the router, which leads out. */
let insider: Session["person"] = null;

/** Remembers the token that writes need, and puts the session where every screen reads it. */
export function keepSession(session: Session): Session {
  setCsrf(session.csrf);
  insider = session.person ?? insider;
  // Who is not inside yet is spoken to as their browser asks for.
  if (session.person) speak(session.person.language, session.desk.language);
  queries.setQueryData(sessionQuery.queryKey, session);
  return session;
}

/** The session of a screen behind the sign-in; the router has loaded it before. */
export function useSession(): Session {
  const { data: session } = useQuery(sessionQuery);
  if (!session) throw new Error("a screen was opened before the session was known");
  return session;
}

/** The person of a screen behind the sign-in. */
export function useMe() {
  const me = useSession().person ?? insider;
  if (!me) throw new Error("a screen behind the sign-in was opened signed out");
  return me;
}

/** Whether the session may: desk-wide, or in the team named or, where none is, in any (null: none). */
export function may(session: Session, permission: Permission, team?: number | null): boolean {
  if (session.permissions.includes(permission)) return true;
  return session.teams.some(
    (one) => (team === undefined || one.id === team) && one.permissions.includes(permission),
  );
}

export function useMay(permission: Permission, team?: number | null): boolean {
  return may(useSession(), permission, team);
}
