// SPDX-License-Identifier: AGPL-3.0-or-later
// What the router fetches when somebody goes to the settings or their profile.
export { AgentsScreen } from "~/features/access/agents_screen";
export { RolesScreen } from "~/features/access/roles_screen";
export { TeamsScreen } from "~/features/access/teams_screen";
export { TokensScreen } from "~/features/access/tokens_screen";
export { JournalScreen } from "~/features/audit/journal_screen";
export { BlockedScreen } from "~/features/blocked/blocked_screen";
export { LettersScreen } from "~/features/blocked/letters_screen";
export { MailboxConnectedScreen } from "~/features/mailboxes/connected_screen";
export { MailboxScreen } from "~/features/mailboxes/mailbox_screen";
export { MailboxesScreen } from "~/features/mailboxes/mailboxes_screen";
export { BackupsScreen } from "~/features/operations/backups_screen";
export { ReadersScreen } from "~/features/operations/readers_screen";
export { OutgoingScreen } from "~/features/outbound_mail/outgoing_screen";
export { PrivacyScreen } from "~/features/privacy/privacy_screen";
export { CategoriesScreen } from "~/features/settings/categories_screen";
export { CausesScreen } from "~/features/settings/causes_screen";
export { DeskSettings } from "~/features/settings/desk_settings";
export { SettingsFrame, SettingsIndex } from "~/features/settings/frame";
export { PrioritiesScreen } from "~/features/settings/priorities_screen";
export { ProfileScreen } from "~/features/settings/profile_screen";
export { TemplatesScreen } from "~/features/settings/templates_screen";
