// SPDX-License-Identifier: AGPL-3.0-or-later
import { queryOptions } from "@tanstack/react-query";
import { api, call } from "~/api/client";
import type { Schema } from "~/api/types";
import { queries } from "~/core/queries";
import { keepSession, sessionQuery } from "~/core/session";
import { makePasskey } from "./passkeys";

export const teamsQuery = queryOptions({
  queryKey: ["teams"],
  queryFn: () => call(api.GET("/teams")),
  staleTime: 5 * 60_000,
});
export const agentsQuery = queryOptions({
  queryKey: ["agents"],
  queryFn: () => call(api.GET("/agents")),
  staleTime: 5 * 60_000,
});
export const rolesQuery = queryOptions({
  queryKey: ["roles"],
  queryFn: () => call(api.GET("/roles")),
});
export const tokensQuery = queryOptions({
  queryKey: ["tokens"],
  queryFn: () => call(api.GET("/tokens")),
});

export const sessionsQuery = queryOptions({
  queryKey: ["sessions"],
  queryFn: () => call(api.GET("/sessions")),
});

const then =
  (...keys: string[]) =>
  async <Value>(request: Promise<Value>) => {
    const value = await request;
    for (const key of keys) void queries.invalidateQueries({ queryKey: [key] });
    return value;
  };
const agents = then("agents", "teams");
const teams = then("teams", "agents", "session");
const id = (value: number) => ({ params: { path: { id: value } } });

export const inviteAgent = (body: Schema<"InviteAgent">) =>
  agents(call(api.POST("/agents", { body })));
export const changeAgent = (agent: number, body: Schema<"ChangeAgent">) =>
  agents(call(api.PATCH("/agents/{id}", { ...id(agent), body })));
export const inviteAgain = (agent: number) =>
  agents(call(api.POST("/agents/{id}/invitation", id(agent))));
export const deactivateAgent = (agent: number, hand_over: Schema<"HandOver">) =>
  agents(call(api.POST("/agents/{id}/deactivation", { ...id(agent), body: { hand_over } })));
export const reactivateAgent = (agent: number) =>
  agents(call(api.DELETE("/agents/{id}/deactivation", id(agent))));

export const createTeam = (body: Schema<"CreateTeam">) => teams(call(api.POST("/teams", { body })));
export const changeTeam = (team: number, body: Schema<"ChangeTeam">) =>
  teams(call(api.PATCH("/teams/{id}", { ...id(team), body })));
export const addMember = (team: number, person_id: number) =>
  teams(
    call(api.PUT("/teams/{id}/members/{person_id}", { params: { path: { id: team, person_id } } })),
  );
export const removeMember = (team: number, person_id: number) =>
  teams(
    call(
      api.DELETE("/teams/{id}/members/{person_id}", { params: { path: { id: team, person_id } } }),
    ),
  );

export const createRole = (body: Schema<"CreateRole">) =>
  then("roles")(call(api.POST("/roles", { body })));
export const changeRole = (role: number, body: Schema<"ChangeRole">) =>
  then("roles", "session")(call(api.PATCH("/roles/{id}", { ...id(role), body })));
export const deleteRole = (role: number) =>
  then("roles")(call(api.DELETE("/roles/{id}", id(role))));

export const createToken = (body: Schema<"CreateToken">) =>
  then("tokens")(call(api.POST("/tokens", { body })));
export const deleteToken = (token: number) =>
  then("tokens")(call(api.DELETE("/tokens/{id}", id(token))));

export const endSession = (session: number) =>
  then("sessions")(call(api.DELETE("/sessions/{id}", id(session))));
export const endOtherSessions = () => then("sessions")(call(api.DELETE("/sessions")));

export const securityQuery = queryOptions({
  queryKey: ["security"],
  queryFn: () => call(api.GET("/me/security")),
});
export const policyQuery = queryOptions({
  queryKey: ["factor_policy"],
  queryFn: () => call(api.GET("/factor_policy")),
});
const security = then("security");
export const beginAuthenticator = (password: string) =>
  call(api.POST("/me/authenticator", { body: { password } }));
/** The session goes on under a new token, with which writes need another proof. */
export const confirmAuthenticator = async (code: string) => {
  const made = await security(call(api.PUT("/me/authenticator", { body: { code } })));
  await refreshSession();
  return made;
};
export const removeAuthenticator = (password: string) =>
  security(call(api.POST("/me/authenticator/removal", { body: { password } })));
export const renewRecoveryCodes = (password: string) =>
  security(call(api.POST("/me/recovery_codes", { body: { password } })));
export const resetFactors = (agent: number) =>
  then("agents", "agent_security")(call(api.DELETE("/agents/{id}/factors", id(agent))));
export const agentSecurityQuery = (agent: number) =>
  queryOptions({
    queryKey: ["agent_security", agent],
    queryFn: () => call(api.GET("/agents/{id}/security", id(agent))),
  });
export const endAgentSessions = (agent: number) =>
  then("agent_security")(call(api.DELETE("/agents/{id}/sessions", id(agent))));
export const replacePolicy = (body: Schema<"ReplaceFactorPolicy">) =>
  then("factor_policy", "session", "security")(call(api.PUT("/factor_policy", { body })));
export const takeSecondStep = async (body: Schema<"TakeSecondStep">) =>
  keepSession(await call(api.POST("/session/second_step", { body })));
export const addPasskey = async (name: string, password: string) => {
  const options = await call(api.POST("/me/passkeys/challenge", { body: { password } }));
  const made = await makePasskey(options);
  const added = await security(call(api.POST("/me/passkeys", { body: { name, ...made } })));
  await refreshSession();
  return added;
};
export const renamePasskey = (passkey: number, name: string) =>
  security(call(api.PUT("/me/passkeys/{id}/name", { ...id(passkey), body: { name } })));
export const removePasskey = (passkey: number, password: string) =>
  security(call(api.POST("/me/passkeys/{id}/removal", { ...id(passkey), body: { password } })));
export const refreshSession = () => queries.fetchQuery({ ...sessionQuery, staleTime: 0 });

export const signIn = async (body: Schema<"SignIn">) =>
  keepSession(await call(api.POST("/session", { body })));
export const askForReset = (email: string) =>
  call(api.POST("/password_resets", { body: { email } }));
export const resetPassword = (token: string, password: string) =>
  call(api.POST("/password_resets/{token}", { params: { path: { token } }, body: { password } }));
export const acceptInvitation = (token: string, body: Schema<"AcceptInvitation">) =>
  call(api.POST("/invitations/{token}", { params: { path: { token } }, body }));
export const changePassword = (body: Schema<"ReplacePassword">) =>
  call(api.PUT("/me/password", { body }));
export const changeMe = async (body: Schema<"ChangeMe">) => {
  await call(api.PATCH("/me", { body }));
  await queries.invalidateQueries({ queryKey: sessionQuery.queryKey });
};

/** Everything the person saw leaves this tab's memory with them. */
export async function signOut() {
  await call(api.DELETE("/session"));
  location.assign("/desk/sign_in");
}
