// SPDX-License-Identifier: AGPL-3.0-or-later
import { Plus, X } from "lucide-react";
import type { Agent, AgentRole, Role, Team } from "~/api/types";
import { m } from "~/core/messages/messages";
import { Button, IconButton } from "~/kit/button";
import { Checkbox, Field, FieldError, Input, Select } from "~/kit/field";
import { useForm } from "~/kit/form";
import { FormDialog } from "~/kit/form_dialog";
import { toast } from "~/kit/toast";
import { changeAgent, inviteAgent } from "./api";

type Props = { agent?: Agent; roles: Role[]; teams: Team[]; onClose: () => void };

export function AgentDialog({ agent, roles, teams, onClose }: Props) {
  const first = roles.find((one) => one.name === "Agent") ?? roles[0];
  const start = {
    name: agent?.name ?? "",
    email: agent?.email ?? "",
    roles: agent?.roles ?? (first ? [{ role_id: first.id, team_id: null }] : []),
    teams: agent?.teams ?? [],
  };
  const form = useForm(
    start,
    (values, replaces) =>
      agent
        ? changeAgent(agent.id, { ...values, expected_version: replaces })
        : inviteAgent(values),
    { version: agent?.version },
  );
  const say = () => toast(agent ? m.saved() : m.invitation_sent({ email: form.values.email }));
  const toggle = (team: number, on: boolean) =>
    form.set(
      "teams",
      on ? [...form.values.teams, team] : form.values.teams.filter((one) => one !== team),
    );
  return (
    <FormDialog
      form={form}
      onClose={onClose}
      onDone={say}
      title={agent ? m.agent_edit() : m.agent_invite()}
      description={agent ? undefined : m.agent_invite_text()}
      submitText={agent ? m.save() : m.invite_send()}
    >
      <Field label={m.name()} error={form.error("name")}>
        {(tied) => (
          <Input
            {...tied}
            autoComplete="off"
            value={form.values.name}
            onChange={(event) => form.set("name", event.target.value)}
          />
        )}
      </Field>
      <Field label={m.email()} error={form.error("email")}>
        {(tied) => (
          <Input
            {...tied}
            type="email"
            autoComplete="off"
            value={form.values.email}
            onChange={(event) => form.set("email", event.target.value)}
          />
        )}
      </Field>
      <RolesField
        value={form.values.roles}
        onChange={(value) => form.set("roles", value)}
        roles={roles}
        teams={teams}
        error={form.error("roles")}
      />
      {teams.length > 0 && (
        <fieldset className="flex flex-col gap-1">
          <legend className="mb-1 text-13 font-medium">{m.teams()}</legend>
          {teams.map((team) => (
            <Checkbox
              key={team.id}
              label={team.name}
              checked={form.values.teams.includes(team.id)}
              onChange={(event) => toggle(team.id, event.target.checked)}
              className="min-h-8"
            />
          ))}
        </fieldset>
      )}
    </FormDialog>
  );
}

type RolesProps = {
  value: AgentRole[];
  onChange: (value: AgentRole[]) => void;
  roles: Role[];
  teams: Team[];
  error?: string;
};

/** What customers may is no role of somebody who answers them. */
const forAgents = ({ key }: Role) => key !== "customer";

/** A role holds for the whole desk or in one team. */
function RolesField({ value, onChange, roles, teams, error }: RolesProps) {
  const change = (at: number, patch: Partial<AgentRole>) =>
    onChange(value.map((one, index) => (index === at ? { ...one, ...patch } : one)));
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1 text-13 font-medium">{m.roles()}</legend>
      {value.map((one, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the same role may stand here for two teams.
        <div key={at} className="flex items-center gap-2">
          <Select
            aria-label={m.role()}
            value={one.role_id}
            onChange={(event) => change(at, { role_id: Number(event.target.value) })}
            className="flex-1"
          >
            {roles.filter(forAgents).map((role) => (
              <option key={role.id} value={role.id}>
                {role.name}
              </option>
            ))}
          </Select>
          <Select
            aria-label={m.role_where()}
            value={one.team_id ?? ""}
            onChange={(event) =>
              change(at, { team_id: event.target.value ? Number(event.target.value) : null })
            }
            className="flex-1"
          >
            <option value="">{m.role_everywhere()}</option>
            {teams.map((team) => (
              <option key={team.id} value={team.id}>
                {team.name}
              </option>
            ))}
          </Select>
          <IconButton
            label={m.remove()}
            onClick={() => onChange(value.filter((_, index) => index !== at))}
          >
            <X aria-hidden className="size-4" />
          </IconButton>
        </div>
      ))}
      <Button
        size="small"
        tone="quiet"
        icon={<Plus aria-hidden className="size-4" />}
        className="-ml-2 self-start"
        onClick={() => roles[0] && onChange([...value, { role_id: roles[0].id, team_id: null }])}
      >
        {m.role_add()}
      </Button>
      <FieldError text={error} />
    </fieldset>
  );
}
