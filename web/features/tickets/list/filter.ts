// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Count, State } from "~/api/types";
import type { ListQuery, View } from "../views";

/** What a reader asks of a list beyond its view; it stands in the address. */
export type Narrowed = {
  state?: string;
  team?: number | "none";
  owner?: number | "me" | "none";
};

export const anyState = "any";
const known: State[] = ["new", "open", "waiting", "resolved", "closed", "cancelled"];
export const stateChoices = [anyState, "new,open", ...known];

const idOr = <Word extends string>(value: unknown, words: readonly Word[]) =>
  words.includes(value as Word) || (Number.isSafeInteger(value) && Number(value) > 0)
    ? (value as number | Word)
    : undefined;

/** Keeps of an address what means something. */
export function narrowedIn({ state, team, owner }: Record<string, unknown>): Narrowed {
  const found = {
    state: stateChoices.includes(state as string) ? (state as string) : undefined,
    team: idOr(team, ["none"]),
    owner: idOr(owner, ["me", "none"]),
  };
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined));
}

/** The view that holds everything and those of teams can be narrowed; the others are narrow. */
export const canNarrow = (view: View) => view.id === "all" || view.query.team !== undefined;

export function queryOf(view: View, { state, team, owner }: Narrowed): ListQuery {
  if (!canNarrow(view)) return view.query;
  const { state: usual, ...rest } = view.query;
  const wanted = state ?? usual;
  return {
    ...rest,
    ...(wanted && wanted !== anyState ? { state: wanted } : {}),
    ...(team === undefined ? {} : { team: String(team) }),
    ...(owner === undefined ? {} : { owner: String(owner) }),
  };
}

const is = (id: number | null, wanted: string | undefined, me: number) =>
  wanted === undefined || String(id ?? "none") === (wanted === "me" ? String(me) : wanted);

/** How many tickets a list with this query holds, from the desk's exact counts. */
export const sumOf = (counts: Count[], { state, team, owner }: ListQuery, me: number): number =>
  counts
    .filter((one) => !state || state.split(",").includes(one.state))
    .filter((one) => is(one.team_id, team, me) && is(one.owner_id, owner, me))
    .reduce((sum, one) => sum + one.count, 0);
