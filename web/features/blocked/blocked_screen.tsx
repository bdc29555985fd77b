// SPDX-License-Identifier: AGPL-3.0-or-later
import { useQuery } from "@tanstack/react-query";
import { ShieldBan } from "lucide-react";
import type { BlockedSender } from "~/api/types";
import { m } from "~/core/messages/messages";
import { useAgentName } from "~/features/access";
import { Button } from "~/kit/button";
import { Field, FieldError, Input } from "~/kit/field";
import { useForm } from "~/kit/form";
import { Loaded } from "~/kit/loaded";
import { Page, Panel, Rows } from "~/kit/page";
import { Empty } from "~/kit/states";
import { Time } from "~/kit/time";
import { toast, toastFault } from "~/kit/toast";
import { block, blockedQuery, unblock } from "./api";

/** When, by whom and on which ticket. */
function Origin({ of }: { of: BlockedSender }) {
  const nameOf = useAgentName();
  const name = of.created_by === null ? undefined : nameOf(of.created_by);
  return (
    <span className="block text-12 text-text-3">
      <Time at={of.created_at} shape="entry" />
      {of.created_by === null && ` · ${m.blocked_by_program()}`}
      {name && ` · ${m.blocked_by({ name })}`}
      {of.ticket_id !== null && ` · #${of.ticket_id}`}
    </span>
  );
}

export function BlockedScreen() {
  const blocked = useQuery(blockedQuery);
  const form = useForm({ pattern: "" }, ({ pattern }) =>
    block({ pattern: pattern.trim().toLowerCase().replace(/^@/, "") }),
  );
  const submit = async () => {
    if (await form.submit()) form.reset({ pattern: "" });
  };
  const lift = (id: number, name: string) =>
    unblock(id).then(() => toast(m.unblocked({ name })), toastFault);
  return (
    <Page title={m.blocked_senders()} subtitle={m.blocked_text()}>
      <Panel>
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            void submit();
          }}
          className="flex items-end gap-2 px-4 py-3"
        >
          <Field label={m.block_add()} error={form.error("pattern")} className="flex-1">
            {(tied) => (
              <Input
                {...tied}
                placeholder="prize@lottery.example, lottery.example"
                value={form.values.pattern}
                onChange={(event) => form.set("pattern", event.target.value)}
              />
            )}
          </Field>
          <Button type="submit" busy={form.busy}>
            {m.block()}
          </Button>
        </form>
        <FieldError text={form.wholeError} />
      </Panel>
      <Loaded query={blocked}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty icon={<ShieldBan />} title={m.blocked_none()} />
          ) : (
            <Panel>
              <Rows>
                {items.map((one) => {
                  const name = one.pattern;
                  return (
                    <li key={one.id} className="flex min-h-12 items-center gap-3 px-4 text-14">
                      <span className="min-w-0 flex-1">
                        <span title={name} className="block truncate">
                          {name.includes("@") ? name : m.blocked_domain({ domain: name })}
                        </span>
                        <Origin of={one} />
                      </span>
                      <Button size="small" onClick={() => void lift(one.id, name)}>
                        {m.unblock()}
                      </Button>
                    </li>
                  );
                })}
              </Rows>
            </Panel>
          )
        }
      </Loaded>
    </Page>
  );
}
