// SPDX-License-Identifier: AGPL-3.0-or-later
import type { SendingFinding } from "~/api/types";
import { m } from "~/core/messages/messages";

interface Words {
  text: string;
  cure?: string;
}

type Speaker = (about: { domain: string; about: string }) => Words;

const speakers: Record<string, Speaker> = {
  dns_unanswered: () => ({ text: m.dns_unanswered(), cure: m.dns_unanswered_cure() }),
  spf_good: (it) => ({ text: m.spf_good(it) }),
  spf_there: (it) => ({ text: m.spf_there(it) }),
  spf_missing: (it) => ({ text: m.spf_missing(it), cure: m.record_add() }),
  spf_twice: (it) => ({ text: m.spf_twice(it), cure: m.spf_twice_cure() }),
  spf_broken: (it) => ({ text: m.spf_broken(it), cure: m.spf_broken_cure() }),
  spf_everybody: (it) => ({ text: m.spf_everybody(it), cure: m.spf_everybody_cure() }),
  spf_leaves_out: (it) => ({ text: m.spf_leaves_out(it), cure: m.record_replace() }),
  dkim_good: (it) => ({ text: m.dkim_good(it) }),
  dkim_missing: (it) => ({ text: m.dkim_missing(it), cure: m.dkim_missing_cure(it) }),
  dkim_own_good: (it) => ({ text: m.dkim_own_good(it) }),
  dkim_own_unused: (it) => ({ text: m.dkim_own_unused(it), cure: m.dkim_own_unused_cure() }),
  dkim_own_missing: (it) => ({ text: m.dkim_own_missing(it), cure: m.record_add() }),
  dkim_own_awaited: (it) => ({ text: m.dkim_own_awaited(it), cure: m.record_add() }),
  dkim_own_other: (it) => ({ text: m.dkim_own_other(it), cure: m.record_replace() }),
  dmarc_good: (it) => ({ text: m.dmarc_good(it) }),
  dmarc_missing: (it) => ({ text: m.dmarc_missing(it), cure: m.record_add() }),
  dmarc_broken: (it) => ({ text: m.dmarc_broken(it), cure: m.dmarc_broken_cure() }),
  ptr_good: (it) => ({ text: m.ptr_good(it) }),
  ptr_missing: (it) => ({ text: m.ptr_missing(it), cure: m.ptr_cure() }),
  ptr_other: (it) => ({ text: m.ptr_other(it), cure: m.ptr_cure() }),
};

/** In the reader's language where the desk knows the finding, else as the server said it. */
export function sendingWords(finding: SendingFinding): Words {
  const speak = speakers[finding.code];
  if (speak) return speak({ domain: finding.domain, about: finding.about });
  return finding.cure ? { text: finding.text, cure: finding.cure } : { text: finding.text };
}
