// SPDX-License-Identifier: AGPL-3.0-or-later
import { useQuery } from "@tanstack/react-query";
import { m } from "~/core/messages/messages";
import { useMe } from "~/core/session";
import { Avatar } from "~/kit/avatar";
import type { Choice } from "~/kit/picker";
import { agentsQuery, rolesQuery, teamsQuery } from "./api";

/** Whether the agents, or the teams, are still on their way: choices by key wait for them. */
export const useAgentsPending = () => useQuery(agentsQuery).isPending;
export const useTeamsPending = () => useQuery(teamsQuery).isPending;

/** Whether somebody may answer anywhere: the desk refuses others, such as auditors, as owners. */
export function mayAnswer(
  agent: { roles: { role_id: number }[] },
  roles: { id: number; permissions: string[] }[] | undefined,
): boolean {
  if (!roles) return true;
  return agent.roles.some(({ role_id }) =>
    roles.some(({ id, permissions }) => id === role_id && permissions.includes("ticket:write")),
  );
}

/** Who could own a ticket: nobody, me, then the others by name. */
export function useAgentChoices(withNobody = true): Choice<number | null>[] {
  const me = useMe();
  const { data: agents } = useQuery(agentsQuery);
  const { data: roles } = useQuery(rolesQuery);
  const others = (agents?.items ?? []).filter(
    (one) => one.active && one.id !== me.id && mayAnswer(one, roles?.items),
  );
  others.sort((a, b) => a.name.localeCompare(b.name));
  return [
    {
      value: me.id,
      text: me.name,
      hint: m.that_is_you(),
      icon: <Avatar name={me.name} size={24} />,
    },
    ...(withNobody ? [{ value: null, text: m.nobody() }] : []),
    ...others.map((one) => ({
      value: one.id,
      text: one.name,
      icon: <Avatar name={one.name} size={24} />,
    })),
  ];
}

/** Finds the name of an agent, also of one who has left; nothing while they are on their way. */
export function useAgentName(): (id: number) => string | undefined {
  const { data: agents } = useQuery(agentsQuery);
  return (id) => agents?.items.find((one) => one.id === id)?.name;
}

export function useTeamChoices(): Choice<number | null>[] {
  const { data: teams } = useQuery(teamsQuery);
  return [
    { value: null, text: m.no_team() },
    ...(teams?.items ?? []).map((one) => ({ value: one.id, text: one.name })),
  ];
}
