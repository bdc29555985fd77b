// SPDX-License-Identifier: AGPL-3.0-or-later
import { api, call } from "~/api/client";
import type { Schema } from "~/api/types";
import { keepSession } from "~/core/session";

/** Whether this browser, at this address, can make and use passkeys. */
export const passkeysPossible = () =>
  typeof PublicKeyCredential !== "undefined" &&
  isSecureContext &&
  !/^(\d+\.){3}\d+$|^\[/.test(location.hostname);

const toText = (bytes: ArrayBuffer) =>
  btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");

const toBytes = (text: string) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (one) => one.charCodeAt(0));

const known = (credentials: string[]) =>
  credentials.map((one) => ({ type: "public-key" as const, id: toBytes(one) }));

/** A person who closes the browser's own dialog has changed their mind: that is no fault. */
export const isTurnedAway = (fault: unknown) =>
  fault instanceof DOMException &&
  (fault.name === "NotAllowedError" || fault.name === "AbortError");

/** Lets the browser make a passkey for what the server has answered. */
export async function makePasskey(options: Schema<"PasskeyOptions">) {
  const made = (await navigator.credentials.create({
    publicKey: {
      challenge: toBytes(options.challenge),
      rp: { id: options.site_id, name: options.site_name },
      user: {
        id: toBytes(options.user_id),
        name: options.user_name,
        displayName: options.user_name,
      },
      pubKeyCredParams: options.algorithms.map((alg) => ({ type: "public-key", alg })),
      excludeCredentials: known(options.exclude),
      authenticatorSelection: { residentKey: "required", userVerification: "required" },
      attestation: "none",
    },
  })) as PublicKeyCredential | null;
  if (!made) throw new DOMException("", "AbortError");
  const response = made.response as AuthenticatorAttestationResponse;
  return {
    client_data: toText(response.clientDataJSON),
    attestation: toText(response.attestationObject),
  };
}

/** Signs in by a passkey: alone, or as the second step whose token is given. */
export async function enterByPasskey(second_step?: string) {
  const step = second_step ? { second_step } : {};
  const asked = await call(api.POST("/session/passkey_challenge", { body: step }));
  const got = (await navigator.credentials.get({
    publicKey: {
      challenge: toBytes(asked.challenge),
      rpId: asked.site_id,
      allowCredentials: known(asked.allow),
      userVerification: "required",
    },
  })) as PublicKeyCredential | null;
  if (!got) throw new DOMException("", "AbortError");
  const response = got.response as AuthenticatorAssertionResponse;
  const body = {
    credential: toText(got.rawId),
    client_data: toText(response.clientDataJSON),
    authenticator_data: toText(response.authenticatorData),
    signature: toText(response.signature),
    ...step,
  };
  return keepSession(await call(api.POST("/session/passkey", { body })));
}
