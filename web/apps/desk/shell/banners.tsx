// SPDX-License-Identifier: AGPL-3.0-or-later
import { Link, useParams } from "@tanstack/react-router";
import clsx from "clsx";
import type { Banner } from "~/api/types";
import { useLive } from "~/core/live/live";
import { m } from "~/core/messages/messages";
import { useSession } from "~/core/session";
import { Notice } from "~/kit/notice";

const grave = new Set(["insecure", "mailbox_failing", "storage_full"]);
const words: Record<string, (banner: Banner) => string> = {
  quiet: () => m.banner_quiet(),
  insecure: () => m.banner_insecure(),
};

/** What concerns the whole desk right now. */
export function Banners() {
  const { banners, desk } = useSession();
  const offline = useLive((state) => state.status === "offline");
  const shown: Banner[] = [...banners];
  const isSaid = (code: string) => shown.some((one) => one.code === code);
  if (desk.quiet && !isSaid("quiet")) shown.push({ code: "quiet", text: "", link: null });
  if (desk.insecure && !isSaid("insecure")) shown.push({ code: "insecure", text: "", link: null });
  const { number } = useParams({ strict: false });
  return (
    <div className={clsx(number && "max-two:hidden")}>
      {offline && (
        <Notice tone="warn" square role="status">
          {m.banner_offline()}
        </Notice>
      )}
      {shown.map((banner) => (
        <Notice
          key={banner.code + banner.text}
          tone={grave.has(banner.code) ? "bad" : "warn"}
          square
          role="status"
        >
          {banner.text || words[banner.code]?.(banner)}
          {banner.link && <BannerLink to={banner.link} />}
        </Notice>
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
