// SPDX-License-Identifier: AGPL-3.0-or-later
import { accessible } from "./accessible.mjs";
import { hostile } from "./hostile.mjs";
import { keyboard } from "./keyboard.mjs";
import { largeText } from "./large_text.mjs";
import { lists } from "./lists.mjs";
import { outside } from "./outside.mjs";
import { passkeys } from "./passkeys.mjs";
import { portal } from "./portal.mjs";
import { settings } from "./settings.mjs";
import { tickets } from "./tickets.mjs";
import { together } from "./together.mjs";
import { writing } from "./writing.mjs";

const named = (group) => Object.entries(group).map(([name, run]) => ({ name, run }));

/** Long ones first, so that no lane is left with one at the end. */
export const stories = [accessible, settings, hostile, portal, largeText, passkeys, together, writing, keyboard, tickets, lists, outside].flatMap(named);
