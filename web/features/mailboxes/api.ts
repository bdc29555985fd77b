// SPDX-License-Identifier: AGPL-3.0-or-later
import { queryOptions } from "@tanstack/react-query";
import { api, call } from "~/api/client";
import type { ChangeMailbox, Connection, NewMailbox, SigningKey } from "~/api/types";
import { queries } from "~/core/queries";

export const mailboxesQuery = queryOptions({
  queryKey: ["mailboxes"],
  queryFn: () => call(api.GET("/mailboxes")),
  refetchInterval: 30_000, // how they fare changes without anybody changing them
});

const at = (mailbox: number) => ({ params: { path: { mailbox } } });
const then = async <Value>(request: Promise<Value>) => {
  const value = await request;
  await queries.invalidateQueries({ queryKey: ["mailboxes"] });
  void queries.invalidateQueries({ queryKey: ["session"] });
  return value;
};

export const createMailbox = (body: NewMailbox) => then(call(api.POST("/mailboxes", { body })));
export const changeMailbox = (id: number, body: ChangeMailbox) =>
  then(call(api.PATCH("/mailboxes/{mailbox}", { ...at(id), body })));
export const deleteMailbox = (id: number) => then(call(api.DELETE("/mailboxes/{mailbox}", at(id))));
export const beginConnection = (id: number) =>
  call(api.POST("/mailboxes/{mailbox}/authorisation", at(id)));
export const connectMailbox = (body: Connection) =>
  then(call(api.POST("/mailbox_connections", { body })));
export const testMailbox = (id: number) => call(api.POST("/mailboxes/{mailbox}/test", at(id)));

export const signingKeysQuery = (mailbox: number) =>
  queryOptions({
    queryKey: ["mailboxes", mailbox, "signing_keys"],
    queryFn: () => call(api.GET("/mailboxes/{mailbox}/signing_keys", at(mailbox))),
  });

const atKey = (key: number) => ({ params: { path: { key } } });
export const makeSigningKey = (mailbox: number, algorithm: SigningKey["algorithm"]) =>
  then(
    call(api.POST("/mailboxes/{mailbox}/signing_keys", { ...at(mailbox), body: { algorithm } })),
  );
export const changeSigningKey = (key: number, body: { signs: boolean; insist?: boolean }) =>
  then(call(api.PATCH("/signing_keys/{key}", { ...atKey(key), body })));
export const removeSigningKey = (key: number) =>
  then(call(api.DELETE("/signing_keys/{key}", atKey(key))));
