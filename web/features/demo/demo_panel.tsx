// SPDX-License-Identifier: AGPL-3.0-or-later
import { useState } from "react";
import { m } from "~/core/messages/messages";
import { useMay, useSession } from "~/core/session";
import { Button } from "~/kit/button";
import { Field, Input } from "~/kit/field";
import { useForm } from "~/kit/form";
import { FormDialog } from "~/kit/form_dialog";
import { Notice } from "~/kit/notice";
import { Panel } from "~/kit/page";
import { removeDemo, untilDesk } from "./api";

/** On a demo desk alone: the way to one's own. */
export function DemoPanel() {
  const { desk } = useSession();
  const mayManage = useMay("settings:manage");
  const [asks, setAsks] = useState(false);
  if (!desk.demo || !mayManage) return null;
  return (
    <Panel
      title={m.demo_is()}
      text={m.demo_is_text()}
      actions={
        <Button tone="danger" onClick={() => setAsks(true)}>
          {m.demo_remove()}
        </Button>
      }
    >
      {asks && <RemoveDialog name={desk.name} onClose={() => setAsks(false)} />}
    </Panel>
  );
}

function RemoveDialog({ name, onClose }: { name: string; onClose: () => void }) {
  const form = useForm({ desk_name: "" }, async ({ desk_name }) => {
    const { token } = await removeDemo(desk_name);
    await untilDesk((session) => session.setup_needed);
    // Nothing of the old desk may stay in the memory of this page.
    location.assign(`/desk/setup?token=${encodeURIComponent(token)}`);
  });
  return (
    <FormDialog
      form={form}
      title={m.demo_remove_title()}
      description={m.demo_remove_text()}
      submitText={m.demo_remove_do()}
      tone="danger"
      staysOpen
      onClose={onClose}
    >
      <Field
        label={m.desk_name()}
        hint={m.demo_remove_hint({ name })}
        error={form.error("desk_name")}
      >
        {(tied) => (
          <Input
            {...tied}
            autoComplete="off"
            value={form.values.desk_name}
            onChange={(event) => form.set("desk_name", event.target.value)}
          />
        )}
      </Field>
      <Notice tone="warn">{m.privacy_forever()}</Notice>
    </FormDialog>
  );
}
