// SPDX-License-Identifier: AGPL-3.0-or-later
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Refusal } from "~/api/problem";
import type { SigningKey } from "~/api/types";
import { sentence } from "~/core/errors";
import { m } from "~/core/messages/messages";
import { useMay } from "~/core/session";
import { Button } from "~/kit/button";
import { Loaded } from "~/kit/loaded";
import { Notice } from "~/kit/notice";
import { Panel } from "~/kit/page";
import { changeSigningKey, makeSigningKey, removeSigningKey, signingKeysQuery } from "./api";

/** What an administrator may insist against: the record is not seen from here. */
const notSeen = new Set(["record_missing", "record_other", "dns_unanswered"]);

/** Keys by which letters of the mailbox's domain are signed, and the record each needs. */
export function SigningPanel({ mailbox }: { mailbox: number }) {
  const mayManage = useMay("settings:manage");
  const keys = useQuery(signingKeysQuery(mailbox));
  const make = useMutation({
    mutationFn: (algorithm: SigningKey["algorithm"]) => makeSigningKey(mailbox, algorithm),
  });
  return (
    <Panel title={m.signing_title()}>
      <div className="flex flex-col gap-3 px-4 py-3 text-13">
        <p className="text-text-2">{m.signing_what()}</p>
        <Loaded query={keys}>
          {({ domain, items }) => (
            <>
              {items.length === 0 && <p>{m.signing_none({ domain })}</p>}
              <ul className="flex flex-col gap-3">
                {items.map((key) => (
                  <Key key={key.id} signingKey={key} mayManage={mayManage} />
                ))}
              </ul>
            </>
          )}
        </Loaded>
        {mayManage && (
          <div className="flex flex-wrap gap-2">
            <Button busy={make.isPending} onClick={() => make.mutate("rsa")}>
              {m.signing_make_rsa()}
            </Button>
            <Button busy={make.isPending} onClick={() => make.mutate("ed25519")}>
              {m.signing_make_ed25519()}
            </Button>
          </div>
        )}
        {make.isError && <Notice tone="bad">{sentence(make.error)}</Notice>}
      </div>
    </Panel>
  );
}

const algorithms = { rsa: "RSA", ed25519: "Ed25519" };

function Key({ signingKey, mayManage }: { signingKey: SigningKey; mayManage: boolean }) {
  const { signs, usable } = signingKey;
  const state = signs ? m.signing_on() : m.signing_off();
  return (
    <li className="flex flex-col gap-1.5 border-divider border-t pt-3">
      <h3 className="font-semibold">
        {signingKey.selector} · {algorithms[signingKey.algorithm]} · {state}
      </h3>
      {!usable && <Notice tone="bad">{m.signing_unusable()}</Notice>}
      <p>{m.signing_record()}</p>
      <Copied name={m.signing_record_name()} text={signingKey.record_name} />
      <Copied name={m.signing_record_text()} text={signingKey.record_text} />
      <details>
        <summary className="inline-flex min-h-6 cursor-pointer items-center text-text-2">
          {m.signing_record_line()}
        </summary>
        <Code text={signingKey.record} />
      </details>
      {mayManage && <Actions signingKey={signingKey} />}
    </li>
  );
}

function Copied({ name, text }: { name: string; text: string }) {
  return (
    <div>
      <span className="text-12 text-text-2">{name}</span>
      <Code text={text} />
    </div>
  );
}

function Code({ text }: { text: string }) {
  return (
    <code className="block select-all break-all rounded-control bg-sunken p-2 font-mono">
      {text}
    </code>
  );
}

function Actions({ signingKey: { id, signs, usable } }: { signingKey: SigningKey }) {
  const [armed, setArmed] = useState(false);
  const change = useMutation({
    mutationFn: (wish: { signs: boolean; insist?: boolean }) => changeSigningKey(id, wish),
  });
  const remove = useMutation({ mutationFn: () => removeSigningKey(id) });
  const fault = change.error ?? remove.error;
  const mayInsist = change.error instanceof Refusal && notSeen.has(change.error.problem.code);
  return (
    <>
      <div className="flex flex-wrap gap-2">
        {usable && (
          <Button
            tone={signs ? "secondary" : "primary"}
            busy={change.isPending}
            onClick={() => change.mutate({ signs: !signs })}
          >
            {signs ? m.signing_stop() : m.signing_start()}
          </Button>
        )}
        {mayInsist && (
          <Button
            busy={change.isPending}
            onClick={() => change.mutate({ signs: true, insist: true })}
          >
            {m.signing_insist()}
          </Button>
        )}
        <Button
          tone="danger"
          busy={remove.isPending}
          onBlur={() => setArmed(false)}
          onClick={() => (armed ? remove.mutate() : setArmed(true))}
          className="ml-auto"
        >
          {armed ? m.signing_remove_sure() : m.signing_remove()}
        </Button>
      </div>
      <div role="status">{fault && <Notice tone="bad">{sentence(fault)}</Notice>}</div>
    </>
  );
}
