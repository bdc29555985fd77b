// SPDX-License-Identifier: AGPL-3.0-or-later
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import clsx from "clsx";
import { useState } from "react";
import type { Banner } from "~/api/types";
import { useLive } from "~/core/live/live";
import { m } from "~/core/messages/messages";
import { bannersQuery, useSession } from "~/core/session";
import { Notice } from "~/kit/notice";

const grave = new Set([
  "insecure",
  "mailbox_cannot_be_read",
  "mailbox_cannot_send",
  "mailbox_forgotten",
  "own_domain_blocked",
  "backups_late",
]);
/** In the language of the screen; what a server said stays as it said it. */
const words: Record<string, (about: string, why: string) => string> = {
  offline: () => m.banner_offline(),
  quiet: () => m.banner_quiet(),
  insecure: () => m.banner_insecure(),
  second_factor_due: () => m.banner_second_factor_due(),
  letters_braked: () => m.banner_letters_braked(),
  letters_wait: (mailbox) =>
    mailbox ? m.banner_letters_wait_in({ mailbox }) : m.banner_letters_wait(),
  mailbox_cannot_be_read: (mailbox, why) => m.banner_mailbox_cannot_be_read({ mailbox, why }),
  mailbox_cannot_send: (mailbox, why) => m.banner_mailbox_cannot_send({ mailbox, why }),
  mailbox_forgotten: (mailbox) => m.banner_mailbox_forgotten({ mailbox }),
  mailbox_silent: (mailbox, days) => m.banner_mailbox_silent({ mailbox, days }),
  backups_late: (hours, why) =>
    hours === "0"
      ? m.banner_backups_never({ why })
      : m.banner_backups_late({ hours: Number(hours), why }),
  own_domain_blocked: (address, pattern) => m.banner_own_domain_blocked({ address, pattern }),
};

type Shown = Banner & { tone: "warn" | "bad" };

/** What there is to say, the gravest first. */
function useShown(): Shown[] {
  const { banners, desk } = useSession();
  useQuery(bannersQuery);
  const offline = useLive((state) => state.status === "offline");
  const all: Banner[] = [...banners];
  const add = (code: string, holds: boolean) => {
    if (holds && !all.some((one) => one.code === code))
      all.push({ code, text: "", link: null, about: null, why: null });
  };
  add("offline", offline);
  add("quiet", desk.quiet);
  add("insecure", desk.insecure);
  const toned = all.map((one) => ({
    ...one,
    tone: grave.has(one.code) ? ("bad" as const) : ("warn" as const),
  }));
  return toned.sort((a, b) => Number(b.tone === "bad") - Number(a.tone === "bad"));
}

/** What concerns the whole desk right now. A phone shows the gravest, and the rest on request. */
export function Banners() {
  const shown = useShown();
  const [all, setAll] = useState(false);
  const { number } = useParams({ strict: false });
  const rest = shown.length - 1;
  return (
    <div className={clsx("divide-y divide-divider", number && "max-two:hidden")}>
      {shown.map((banner, at) => (
        <div key={banner.code + banner.text} className={clsx(at > 0 && !all && "max-two:hidden")}>
          <Notice tone={banner.tone} square role="status">
            {words[banner.code]?.(banner.about ?? "", banner.why ?? "") ?? banner.text}
            {banner.link && <BannerLink to={banner.link} />}
            {at === 0 && rest > 0 && (
              <button
                type="button"
                aria-expanded={all}
                onClick={() => setAll(!all)}
                className={clsx(linkClass, "two:hidden")}
              >
                {all ? m.banner_fewer() : m.banner_more({ count: rest })}
              </button>
            )}
          </Notice>
        </div>
      ))}
    </div>
  );
}

const linkClass = "ml-2 inline-flex min-h-6 items-center font-medium underline underline-offset-2";

/** A place of this desk is gone to without loading the desk anew. */
function BannerLink({ to }: { to: string }) {
  if (!to.startsWith("/desk/"))
    return (
      <a href={to} className={linkClass}>
        {m.banner_look()}
      </a>
    );
  return (
    <Link to={to.slice("/desk".length) as "/settings"} className={linkClass}>
      {m.banner_look()}
    </Link>
  );
}
