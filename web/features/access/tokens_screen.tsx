// SPDX-License-Identifier: AGPL-3.0-or-later
import { useQuery } from "@tanstack/react-query";
import { Copy, KeyRound, Plus } from "lucide-react";
import { useState } from "react";
import type { ApiToken, Permission } from "~/api/types";
import { m } from "~/core/messages/messages";
import { Button } from "~/kit/button";
import { Dialog } from "~/kit/dialog";
import { Field, Input } from "~/kit/field";
import { useForm } from "~/kit/form";
import { FormDialog } from "~/kit/form_dialog";
import { Loaded } from "~/kit/loaded";
import { Notice } from "~/kit/notice";
import { Page, Panel, Rows } from "~/kit/page";
import { Empty } from "~/kit/states";
import { Time } from "~/kit/time";
import { toast, toastFault } from "~/kit/toast";
import { createToken, deleteToken, tokensQuery } from "./api";
import { PermissionBoxes } from "./permission_boxes";

export function TokensScreen() {
  const tokens = useQuery(tokensQuery);
  const [creating, setCreating] = useState(false);
  const [fresh, setFresh] = useState<ApiToken | null>(null);
  return (
    <Page
      title={m.tokens()}
      subtitle={m.tokens_text()}
      actions={
        <Button
          tone="primary"
          icon={<Plus aria-hidden className="size-4" />}
          onClick={() => setCreating(true)}
        >
          {m.token_new()}
        </Button>
      }
    >
      <Loaded query={tokens}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty icon={<KeyRound />} title={m.tokens_none_title()}>
              {m.tokens_none_text()}
            </Empty>
          ) : (
            <Panel>
              <Rows>
                {items.map((token) => (
                  <TokenRow key={token.id} token={token} />
                ))}
              </Rows>
            </Panel>
          )
        }
      </Loaded>
      {creating && <NewToken onClose={() => setCreating(false)} onDone={setFresh} />}
      {fresh && <FreshToken token={fresh} onClose={() => setFresh(null)} />}
    </Page>
  );
}

function TokenRow({ token }: { token: ApiToken }) {
  const [armed, setArmed] = useState(false);
  return (
    <li className="flex items-center gap-3 px-4 py-3">
      <div className="min-w-0 flex-1">
        <p title={token.name} className="truncate text-14 font-medium">
          {token.name}
        </p>
        <p className="text-12 text-text-3">
          {token.scopes.join(", ")} ·{" "}
          {token.last_used_at ? (
            <>
              {m.token_used()} <Time at={token.last_used_at} />
            </>
          ) : (
            m.token_unused()
          )}
        </p>
      </div>
      <Button
        size="small"
        tone="danger"
        onBlur={() => setArmed(false)}
        onClick={() => (armed ? void deleteToken(token.id).catch(toastFault) : setArmed(true))}
      >
        {armed ? m.token_revoke_sure() : m.token_revoke()}
      </Button>
    </li>
  );
}

function NewToken({ onClose, onDone }: { onClose: () => void; onDone: (token: ApiToken) => void }) {
  const form = useForm(
    { name: "", scopes: ["ticket:read"] as Permission[], expires_on: "" },
    async ({ name, scopes, expires_on }) => {
      onDone(
        await createToken({
          name,
          scopes,
          ...(expires_on ? { expires_at: `${expires_on}T23:59:59.000Z` } : {}),
        }),
      );
    },
  );
  return (
    <FormDialog
      form={form}
      title={m.token_new()}
      onClose={onClose}
      submitText={m.create()}
      error={form.error("scopes")}
    >
      <Field label={m.name()} hint={m.token_name_hint()} error={form.error("name")}>
        {(tied) => (
          <Input
            {...tied}
            value={form.values.name}
            onChange={(event) => form.set("name", event.target.value)}
          />
        )}
      </Field>
      <Field label={m.token_expires()} optional={m.optional()} error={form.error("expires_at")}>
        {(tied) => (
          <Input
            {...tied}
            type="date"
            value={form.values.expires_on}
            onChange={(event) => form.set("expires_on", event.target.value)}
            className="!w-44"
          />
        )}
      </Field>
      <PermissionBoxes
        legend={m.token_scopes()}
        value={form.values.scopes}
        onChange={(value) => form.set("scopes", value)}
      />
    </FormDialog>
  );
}

/** The only time the token can be read. */
function FreshToken({ token, onClose }: { token: ApiToken; onClose: () => void }) {
  const copy = async () => {
    await navigator.clipboard.writeText(token.token ?? "");
    toast(m.copied());
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={m.token_fresh_title({ name: token.name })}
      actions={
        <>
          <Button icon={<Copy aria-hidden className="size-4" />} onClick={() => void copy()}>
            {m.copy()}
          </Button>
          <Button tone="primary" onClick={onClose}>
            {m.token_kept()}
          </Button>
        </>
      }
    >
      <Notice tone="warn">{m.token_once()}</Notice>
      <code className="mt-3 block rounded-control bg-sunken p-3 font-mono text-13 break-all select-all">
        {token.token}
      </code>
    </Dialog>
  );
}
