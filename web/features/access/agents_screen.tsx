// SPDX-License-Identifier: AGPL-3.0-or-later
import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useState } from "react";
import type { Agent, Role, Team } from "~/api/types";
import { m } from "~/core/messages/messages";
import { useMe } from "~/core/session";
import { Avatar } from "~/kit/avatar";
import { Button } from "~/kit/button";
import { Chip } from "~/kit/chip";
import { Loaded } from "~/kit/loaded";
import { Menu, MenuItem, MenuLine } from "~/kit/menu";
import { Page, Panel, Rows } from "~/kit/page";
import { Time } from "~/kit/time";
import { toast, toastFault } from "~/kit/toast";
import { AgentDialog } from "./agent_dialog";
import { AgentSecurity } from "./agent_security";
import { agentsQuery, inviteAgain, reactivateAgent, rolesQuery, teamsQuery } from "./api";
import { DeactivateDialog } from "./deactivate_dialog";
import { InvitationChip, InvitationLine, isAwaited } from "./invitation_line";

type Shown = { dialog: "edit" | "new" | "deactivate" | "security"; agent?: Agent } | null;

/** How often to look whether an invitation has arrived. */
const lookAgainMs = 3_000;

export function AgentsScreen() {
  const agents = useQuery({
    ...agentsQuery,
    refetchOnMount: "always",
    refetchInterval: ({ state }) => (state.data?.items.some(isAwaited) ? lookAgainMs : false),
  });
  const { data: roles } = useQuery(rolesQuery);
  const { data: teams } = useQuery(teamsQuery);
  const [shown, setShown] = useState<Shown>(null);
  const close = () => setShown(null);
  return (
    <Page
      title={m.agents()}
      subtitle={m.agents_text()}
      actions={
        <Button
          tone="primary"
          icon={<Plus aria-hidden className="size-4" />}
          onClick={() => setShown({ dialog: "new" })}
        >
          {m.agent_invite()}
        </Button>
      }
    >
      <Loaded query={agents}>
        {({ items }) => (
          <Panel>
            <Rows>
              {items
                .toSorted(
                  (a, b) => Number(b.active) - Number(a.active) || a.name.localeCompare(b.name),
                )
                .map((agent) => (
                  <AgentRow
                    key={agent.id}
                    agent={agent}
                    roles={roles?.items ?? []}
                    teams={teams?.items ?? []}
                    show={setShown}
                  />
                ))}
            </Rows>
          </Panel>
        )}
      </Loaded>
      {(shown?.dialog === "edit" || shown?.dialog === "new") && (
        <AgentDialog
          agent={shown.agent}
          roles={roles?.items ?? []}
          teams={teams?.items ?? []}
          onClose={close}
        />
      )}
      {shown?.dialog === "deactivate" && shown.agent && (
        <DeactivateDialog agent={shown.agent} onClose={close} />
      )}
      {shown?.dialog === "security" && shown.agent && (
        <AgentSecurity agent={shown.agent} onClose={close} />
      )}
    </Page>
  );
}

type RowProps = { agent: Agent; roles: Role[]; teams: Team[]; show: (shown: Shown) => void };

/** "Administrator, Lead in Billing" */
function rolesText(agent: Agent, roles: Role[], teams: Team[]): string {
  return agent.roles
    .map(({ role_id, team_id }) => {
      const role = roles.find((one) => one.id === role_id)?.name ?? "";
      const team = teams.find((one) => one.id === team_id)?.name;
      return team ? m.role_in_team({ role, team }) : role;
    })
    .filter(Boolean)
    .join(", ");
}

function AgentRow({ agent, roles, teams, show }: RowProps) {
  const me = useMe();
  const again = () =>
    inviteAgain(agent.id).then(
      () => toast(m.invitation_sent({ email: agent.email ?? agent.name })),
      toastFault,
    );
  const text = rolesText(agent, roles, teams);
  return (
    <li className="flex min-h-14 items-center gap-3 px-4 py-2 max-slim:flex-wrap">
      <Avatar name={agent.name} size={32} className="max-slim:hidden" />
      <div className="min-w-0 flex-1 max-slim:basis-full">
        <p className="flex flex-wrap items-center gap-x-2 text-14">
          <span title={agent.name} className="min-w-0 truncate font-medium">
            {agent.name}
          </span>
          {agent.id === me.id && <span className="text-12 text-text-3">{m.that_is_you()}</span>}
          {!agent.active && <Chip>{m.agent_inactive()}</Chip>}
          <InvitationChip agent={agent} />
        </p>
        <p title={`${agent.email} · ${text}`} className="truncate text-12 text-text-3">
          {agent.email}
          {text && ` · ${text}`}
        </p>
        <InvitationLine agent={agent} />
      </div>
      <span className="text-12 text-text-3 max-two:hidden">
        {agent.last_seen_at && <Time at={agent.last_seen_at} />}
      </span>
      <Menu align="end" trigger={<Button size="small">{m.more()}</Button>}>
        <MenuItem onSelect={() => show({ dialog: "edit", agent })}>{m.edit()}</MenuItem>
        {agent.invited && agent.active && (
          <MenuItem onSelect={() => void again()}>{m.invite_again()}</MenuItem>
        )}
        {!agent.invited && (
          <MenuItem onSelect={() => show({ dialog: "security", agent })}>
            {m.agent_security()}
          </MenuItem>
        )}
        <MenuLine />
        {agent.active ? (
          <MenuItem danger onSelect={() => show({ dialog: "deactivate", agent })}>
            {m.agent_deactivate()}
          </MenuItem>
        ) : (
          <MenuItem onSelect={() => void reactivateAgent(agent.id).catch(toastFault)}>
            {m.agent_reactivate()}
          </MenuItem>
        )}
      </Menu>
    </li>
  );
}
