// SPDX-License-Identifier: AGPL-3.0-or-later
import { useQuery } from "@tanstack/react-query";
import { ListChecks, Plus } from "lucide-react";
import { useState } from "react";
import type { Schema } from "~/api/types";
import { m } from "~/core/messages/messages";
import { useMay } from "~/core/session";
import { causesQuery } from "~/features/tickets";
import { Button } from "~/kit/button";
import { Chip } from "~/kit/chip";
import { useForm } from "~/kit/form";
import { Loaded } from "~/kit/loaded";
import { NameDialog } from "~/kit/name_dialog";
import { Page, Panel, Rows } from "~/kit/page";
import { Empty } from "~/kit/states";
import { changeCause, createCause } from "./api";

type Cause = Schema<"CauseCode">;

export function CausesScreen() {
  const causes = useQuery(causesQuery);
  const mayManage = useMay("settings:manage");
  const [shown, setShown] = useState<Cause | "new" | null>(null);
  const make = (
    <Button
      tone="primary"
      icon={<Plus aria-hidden className="size-4" />}
      onClick={() => setShown("new")}
    >
      {m.cause_new()}
    </Button>
  );
  return (
    <Page title={m.causes()} subtitle={m.causes_text()} actions={mayManage && make}>
      <Loaded query={causes}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty icon={<ListChecks />} title={m.causes_none()} />
          ) : (
            <Panel>
              <Rows>
                {items.map((cause) => (
                  <Row
                    key={cause.id}
                    cause={cause}
                    onEdit={mayManage ? () => setShown(cause) : undefined}
                  />
                ))}
              </Rows>
            </Panel>
          )
        }
      </Loaded>
      {shown && (
        <CauseDialog cause={shown === "new" ? undefined : shown} onClose={() => setShown(null)} />
      )}
    </Page>
  );
}

function Row({ cause, onEdit }: { cause: Cause; onEdit?: () => void }) {
  return (
    <li className="flex min-h-11 items-center gap-2 px-4 text-14">
      <span title={cause.name} className="min-w-0 flex-1 truncate">
        {cause.name}
      </span>
      {!cause.active && <Chip>{m.retired()}</Chip>}
      {onEdit && (
        <Button size="small" tone="quiet" onClick={onEdit}>
          {m.edit()}
        </Button>
      )}
    </li>
  );
}

function CauseDialog({ cause, onClose }: { cause?: Cause; onClose: () => void }) {
  const form = useForm(
    { name: cause?.name ?? "", active: cause?.active ?? true },
    ({ name, active }, replaces) =>
      cause
        ? changeCause(cause.id, { name, active, expected_version: replaces })
        : createCause({ name }),
    { version: cause?.version },
  );
  return (
    <NameDialog
      form={form}
      title={cause ? m.cause_edit() : m.cause_new()}
      onClose={onClose}
      tick={
        cause !== undefined && {
          label: m.category_active(),
          hint: m.cause_active_hint(),
          checked: form.values.active,
          onChange: (active) => form.set("active", active),
        }
      }
    />
  );
}
