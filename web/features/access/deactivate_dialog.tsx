// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Agent } from "~/api/types";
import { m } from "~/core/messages/messages";
import { Button } from "~/kit/button";
import { Dialog } from "~/kit/dialog";
import { Field, FieldError, Select } from "~/kit/field";
import { useForm } from "~/kit/form";
import { toast } from "~/kit/toast";
import { deactivateAgent } from "./api";
import { useAgentChoices, useTeamChoices } from "./choices";

/** Ends sessions and tokens, and gives what the agent still owns to somebody in the same act. */
export function DeactivateDialog({ agent, onClose }: { agent: Agent; onClose: () => void }) {
  const owners = useAgentChoices(false).filter((one) => one.value !== agent.id);
  const teams = useTeamChoices();
  const form = useForm({ owner_id: "", team_id: "" }, ({ owner_id, team_id }) =>
    deactivateAgent(agent.id, {
      ...(owner_id ? { owner_id: Number(owner_id) } : {}),
      ...(team_id ? { team_id: Number(team_id) } : {}),
    }),
  );
  const submit = async () => {
    if (!(await form.submit())) return;
    onClose();
    toast(m.agent_deactivated({ name: agent.name }));
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={m.agent_deactivate_title({ name: agent.name })}
      description={m.agent_deactivate_text()}
      onSubmit={() => void submit()}
      actions={
        <>
          <Button onClick={onClose}>{m.cancel()}</Button>
          <Button type="submit" tone="danger" busy={form.busy}>
            {m.agent_deactivate()}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <Field label={m.hand_over_owner()} error={form.error("hand_over.owner_id")}>
          {(tied) => (
            <Select
              {...tied}
              value={form.values.owner_id}
              onChange={(event) => form.set("owner_id", event.target.value)}
            >
              <option value="">{m.hand_over_nobody()}</option>
              {owners.map((one) => (
                <option key={one.value} value={one.value ?? ""}>
                  {one.text}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label={m.hand_over_team()} error={form.error("hand_over.team_id")}>
          {(tied) => (
            <Select
              {...tied}
              value={form.values.team_id}
              onChange={(event) => form.set("team_id", event.target.value)}
            >
              <option value="">{m.hand_over_team_same()}</option>
              {teams
                .filter((one) => one.value !== null)
                .map((one) => (
                  <option key={one.value} value={one.value ?? ""}>
                    {one.text}
                  </option>
                ))}
            </Select>
          )}
        </Field>
        <FieldError text={form.wholeError} />
      </div>
    </Dialog>
  );
}
