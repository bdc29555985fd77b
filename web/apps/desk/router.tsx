// SPDX-License-Identifier: AGPL-3.0-or-later
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from "@tanstack/react-router";
import { queries } from "~/core/queries";
import { sessionQuery } from "~/core/session";
import { ticketQuery } from "~/features/tickets/api";
import { type Narrowed, narrowedIn } from "~/features/tickets/list/filter";
import { NoTicket } from "~/features/tickets/no_ticket";
import { TicketsScreen } from "~/features/tickets/tickets_screen";
import { type Sort, sorts } from "~/features/tickets/views";
import { Failed, Spinner } from "~/kit/states";
import { Desk } from "./shell/desk";
import { NotFound, Root } from "./shell/root";

const root = createRootRoute({ component: Root, notFoundComponent: NotFound });
const admin = () => import("./admin");
const entrance = () => import("./entrance");
// The conversation is most of the desk; it comes right after the list has been painted.
const ticketScreen = () => import("./screens/ticket_screen");
const people = () => import("~/features/people/screens");
const searching = () => import("~/features/search/search_screen");

const session = () => queries.ensureQueryData(sessionQuery);

/** Pages for those who are not inside yet. */
const open = <const Path extends string>(
  path: Path,
  name: "SignIn" | "Forgotten" | "Reset" | "Invitation",
) =>
  createRoute({
    getParentRoute: () => root,
    path,
    beforeLoad: async () => {
      const { signed_in, setup_needed } = await session();
      if (setup_needed) throw redirect({ to: "/setup" });
      if (signed_in && name === "SignIn") throw redirect({ to: "/" });
    },
    validateSearch: (search: { to?: string }): { to?: string } =>
      typeof search.to === "string" && search.to.startsWith("/") ? { to: search.to } : {},
    component: lazyRouteComponent(entrance, name),
  });

const setup = createRoute({
  getParentRoute: () => root,
  path: "/setup",
  beforeLoad: async () => {
    if (!(await session()).setup_needed) throw redirect({ to: "/" });
  },
  component: lazyRouteComponent(entrance, "Setup"),
});

const protect = createRoute({
  getParentRoute: () => root,
  path: "/protect",
  beforeLoad: async () => {
    if (!(await session()).must_enrol) throw redirect({ to: "/" });
  },
  component: lazyRouteComponent(entrance, "Protect"),
});

const desk = createRoute({
  getParentRoute: () => root,
  id: "desk",
  beforeLoad: async ({ location }) => {
    const { signed_in, setup_needed, must_enrol, person } = await session();
    if (setup_needed) throw redirect({ to: "/setup" });
    if (!signed_in)
      throw redirect({
        to: "/sign_in",
        search: { to: location.href === "/" ? undefined : location.href },
      });
    if (must_enrol) throw redirect({ to: "/protect" });
    // The desk is for agents; customers have the portal.
    if (person?.kind === "customer") globalThis.location.assign("/requests");
  },
  component: () => <Desk prepare={prepare} />,
});

const index = createRoute({
  getParentRoute: () => desk,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/tickets/$view", params: { view: "inbox" } });
  },
});

type TicketsSearch = { q?: string; sort?: Sort } & Narrowed;
const tickets = createRoute({
  getParentRoute: () => desk,
  path: "/tickets/$view",
  validateSearch: (search: Record<string, unknown>): TicketsSearch => ({
    ...(search.q ? { q: String(search.q) } : {}),
    ...(typeof search.sort === "string" && search.sort in sorts
      ? { sort: search.sort as Sort }
      : {}),
    ...narrowedIn(search),
  }),
  component: TicketsScreen,
});
const noTicket = createRoute({ getParentRoute: () => tickets, path: "/", component: NoTicket });
const ticket = createRoute({
  getParentRoute: () => tickets,
  path: "$number",
  loader: ({ params }) => void queries.prefetchQuery(ticketQuery(Number(params.number))),
  component: lazyRouteComponent(ticketScreen, "TicketScreen"),
});

const page = <
  const Path extends string,
  Screens extends Record<string, unknown>,
  Name extends keyof Screens,
>(
  path: Path,
  load: () => Promise<Screens>,
  name: Name,
) => createRoute({ getParentRoute: () => desk, path, component: lazyRouteComponent(load, name) });

type Searched = { q?: string; kind?: string };
const search = createRoute({
  getParentRoute: () => desk,
  path: "/search",
  validateSearch: ({ q, kind }: Record<string, unknown>): Searched => ({
    ...(q ? { q: String(q) } : {}),
    ...(kind ? { kind: String(kind) } : {}),
  }),
  component: lazyRouteComponent(searching, "SearchScreen"),
});

const settings = createRoute({
  getParentRoute: () => desk,
  path: "/settings",
  component: lazyRouteComponent(admin, "SettingsFrame"),
});
const section = <const Path extends string>(
  path: Path,
  name: keyof Awaited<ReturnType<typeof admin>>,
) =>
  createRoute({ getParentRoute: () => settings, path, component: lazyRouteComponent(admin, name) });

const tree = root.addChildren([
  setup,
  protect,
  open("/sign_in", "SignIn"),
  open("/forgotten", "Forgotten"),
  open("/password/$token", "Reset"),
  open("/invitation/$token", "Invitation"),
  desk.addChildren([
    index,
    tickets.addChildren([noTicket, ticket]),
    search,
    page("/people", people, "PeopleScreen"),
    page("/people/$id", people, "PersonScreen"),
    page("/organisations", people, "OrganisationsScreen"),
    page("/organisations/$id", people, "OrganisationScreen"),
    page("/me", admin, "ProfileScreen"),
    settings.addChildren([
      section("/", "SettingsIndex"),
      section("/desk", "DeskSettings"),
      section("/mailboxes", "MailboxesScreen"),
      section("/mailboxes/$id", "MailboxScreen"),
      section("/mailbox_connected", "MailboxConnectedScreen"),
      section("/teams", "TeamsScreen"),
      section("/agents", "AgentsScreen"),
      section("/roles", "RolesScreen"),
      section("/tokens", "TokensScreen"),
      section("/priorities", "PrioritiesScreen"),
      section("/categories", "CategoriesScreen"),
      section("/causes", "CausesScreen"),
      section("/templates", "TemplatesScreen"),
      section("/blocked", "BlockedScreen"),
      section("/letters", "LettersScreen"),
      section("/outgoing", "OutgoingScreen"),
      section("/journal", "JournalScreen"),
      section("/parked", "ReadersScreen"),
      section("/backups", "BackupsScreen"),
      section("/privacy", "PrivacyScreen"),
    ]),
  ]),
]);

export const router = createRouter({
  routeTree: tree,
  basepath: "/desk",
  defaultPreload: false,
  defaultPendingMs: 150,
  defaultPendingComponent: () => <Spinner />,
  defaultErrorComponent: ({ error, reset }) => <Failed fault={error} onRetry={reset} />,
  scrollRestoration: false,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}

/** Fetches what the next click will need while nobody waits for anything. */
export function prepare() {
  const idle = globalThis.requestIdleCallback ?? ((work: () => void) => setTimeout(work, 300));
  idle(() => void ticketScreen());
}
