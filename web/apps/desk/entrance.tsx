// SPDX-License-Identifier: AGPL-3.0-or-later
// What the router fetches for those who are not inside yet.

export { Invitation } from "~/features/access/invitation";
export { Forgotten, Reset } from "~/features/access/passwords";
export { Protect } from "~/features/access/protect";
export { SignIn } from "~/features/access/sign_in";
export { Setup } from "~/features/setup/setup";
