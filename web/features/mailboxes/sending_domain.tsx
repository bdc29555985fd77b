// SPDX-License-Identifier: AGPL-3.0-or-later
import { CircleAlert, CircleCheck, TriangleAlert } from "lucide-react";
import type { SendingFinding } from "~/api/types";
import { m } from "~/core/messages/messages";
import { sendingWords } from "./sending_words";

/** What receivers find when they ask whether letters of this mailbox are genuine. */
export function SendingDomain({ findings }: { findings: SendingFinding[] }) {
  const first = findings[0];
  if (!first) return null;
  return (
    <section className="flex flex-col gap-1.5 border-line border-t pt-2">
      <h3 className="font-semibold">{m.sending_title({ domain: first.domain })}</h3>
      <ul className="flex flex-col gap-2">
        {findings.map((finding) => (
          <Line key={`${finding.subject} ${finding.about}`} finding={finding} />
        ))}
      </ul>
    </section>
  );
}

const looks = {
  good: { Icon: CircleCheck, tone: "text-ok" },
  warning: { Icon: TriangleAlert, tone: "text-warn" },
  bad: { Icon: CircleAlert, tone: "text-bad" },
};

const subjects = { spf: "SPF", dkim: "DKIM", dmarc: "DMARC", ptr: "PTR" };

function Line({ finding }: { finding: SendingFinding }) {
  const { Icon, tone } = looks[finding.level];
  const words = sendingWords(finding);
  return (
    <li className="flex items-start gap-2">
      <Icon aria-hidden className={`mt-0.5 size-4 shrink-0 ${tone}`} />
      <div className="flex min-w-0 flex-col gap-1">
        <span>
          <strong className="font-semibold">{subjects[finding.subject]}:</strong> {words.text}
          {words.cure && ` ${words.cure}`}
        </span>
        {finding.record && (
          <code className="select-all break-all rounded-control bg-sunken p-2 font-mono">
            {finding.record}
          </code>
        )}
      </div>
    </li>
  );
}
