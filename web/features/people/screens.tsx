// SPDX-License-Identifier: AGPL-3.0-or-later
// What the router fetches when somebody goes to the people or organisations of the desk.
export { OrganisationScreen } from "./organisation_screen";
export { OrganisationsScreen } from "./organisations_screen";
export { PeopleScreen } from "./people_screen";
export { PersonScreen } from "./person_screen";
