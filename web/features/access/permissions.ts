// SPDX-License-Identifier: AGPL-3.0-or-later
import { m } from "~/core/messages/messages";
import type { Permission } from "~/core/session";

/** What each permission lets a person do, in the order they are granted. */
export const permissionWords: Record<Permission, () => string> = {
  "ticket:read": m.permission_ticket_read,
  "ticket:write": m.permission_ticket_write,
  "ticket:create": m.permission_ticket_create,
  "person:read": m.permission_person_read,
  "person:write": m.permission_person_write,
  "agent:manage": m.permission_agent_manage,
  "settings:read": m.permission_settings_read,
  "settings:manage": m.permission_settings_manage,
  "mail:ingest": m.permission_mail_ingest,
  "mail:review": m.permission_mail_review,
  "token:manage": m.permission_token_manage,
  "audit:read": m.permission_audit_read,
  "operations:manage": m.permission_operations_manage,
  "ticket:redact": m.permission_ticket_redact,
  "privacy:manage": m.permission_privacy_manage,
};

export const allPermissions = Object.keys(permissionWords) as Permission[];
export const permissionWord = (name: string) => permissionWords[name as Permission]?.() ?? name;
