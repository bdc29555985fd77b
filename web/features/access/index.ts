// SPDX-License-Identifier: AGPL-3.0-or-later
export { agentsQuery, changeMe, changePassword, rolesQuery, signOut, teamsQuery } from "./api";
export {
  useAgentChoices,
  useAgentName,
  useAgentsPending,
  useTeamChoices,
  useTeamsPending,
} from "./choices";
export { EventsPanel } from "./events_panel";
export { FactorPanel } from "./factor_panel";
export { PasswordField } from "./password_field";
export { allPermissions } from "./permissions";
export { SessionsPanel } from "./sessions_panel";
