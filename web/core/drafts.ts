// SPDX-License-Identifier: AGPL-3.0-or-later
import { createStore, del, get, keys, set } from "idb-keyval";
import type { Uploaded } from "~/api/types";

export type DraftMode = "reply" | "note" | "call";

/** What a person has begun to write on a ticket and not yet sent. Kept in this browser. */
export type Draft = {
  mode: DraftMode;
  html: string;
  plain: boolean;
  to: string[];
  cc: string[];
  attachments: Uploaded[];
  direction: "in" | "out";
  based_on: number | null;
  kept_at: number;
  /** Other words on the same ticket that wait beside these. */
  aside?: Words[];
};

export type Words = Omit<Draft, "aside">;

type Store = ReturnType<typeof createStore>;
let store: Store | null = null;
const drafts = () => {
  store ??= createStore("heed", "drafts");
  return store;
};

const keyOf = (person: number, ticket: number) => `${person}/${ticket}`;

// Writes of one ticket run one after another, so that a late save cannot undo a delete.
const queues = new Map<string, Promise<unknown>>();
function inOrder<Value>(key: string, work: () => Promise<Value>): Promise<Value | undefined> {
  const next = (queues.get(key) ?? Promise.resolve()).then(work, work).catch(() => undefined);
  queues.set(key, next);
  return next;
}

export const loadDraft = (person: number, ticket: number) =>
  inOrder(keyOf(person, ticket), async () => {
    const key = keyOf(person, ticket);
    const left = takeLeft(key);
    if (left) await set(key, left, drafts());
    return left ?? get<Draft>(key, drafts());
  });

const leftKey = (key: string) => `heed-left/${key}`;

/** A page that is being closed has no time for the database: this is written before it is gone. */
export function leaveDraft(person: number, ticket: number, draft: Draft) {
  try {
    localStorage.setItem(leftKey(keyOf(person, ticket)), JSON.stringify(draft));
  } catch {
    // No room or not allowed: the database may still make it.
  }
}

function takeLeft(key: string): Draft | undefined {
  try {
    const text = localStorage.getItem(leftKey(key));
    localStorage.removeItem(leftKey(key));
    return text ? (JSON.parse(text) as Draft) : undefined;
  } catch {
    return undefined;
  }
}

export const keepDraft = (person: number, ticket: number, draft: Draft) =>
  inOrder(keyOf(person, ticket), async () => {
    await set(keyOf(person, ticket), draft, drafts());
    takeLeft(keyOf(person, ticket));
  });

/** The same for what is kept already, in one step: no other write of the ticket comes between. */
export const changeDraft = (
  person: number,
  ticket: number,
  change: (kept: Draft | undefined) => Draft,
) =>
  inOrder(keyOf(person, ticket), async () => {
    const key = keyOf(person, ticket);
    await set(key, change(takeLeft(key) ?? (await get<Draft>(key, drafts()))), drafts());
  });

export const dropDraft = (person: number, ticket: number) =>
  inOrder(keyOf(person, ticket), () => {
    takeLeft(keyOf(person, ticket));
    return del(keyOf(person, ticket), drafts());
  });

/** The numbers of the tickets on which this person has something unsent. */
export async function draftedTickets(person: number): Promise<number[]> {
  try {
    const all = await keys<string>(drafts());
    return all
      .filter((key) => key.startsWith(`${person}/`))
      .map((key) => Number(key.split("/")[1]))
      .sort((a, b) => b - a);
  } catch {
    return [];
  }
}

/** True when nothing a person wrote would be lost. */
export const isEmptyHtml = (html: string) =>
  html.replace(/<(?!img\b)[^>]*>/g, "").replace(/&nbsp;|\s/g, "") === "";
