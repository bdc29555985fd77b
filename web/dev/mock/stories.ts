// SPDX-License-Identifier: AGPL-3.0-or-later
// Conversations that read like real ones. `in` is the customer, `out` the agent.

export type Line = {
  by: "in" | "out" | "note" | "call";
  text: string;
  html?: string;
  file?: [string, string, number];
};
export type Story = {
  subject: string;
  kind?: "question" | "incident" | "request" | "complaint" | "compliment";
  tags: string[];
  lines: Line[];
};

export const stories: Story[] = [
  {
    subject: "VPN drops every 20 minutes",
    kind: "incident",
    tags: ["vpn", "remote-work"],
    lines: [
      {
        by: "in",
        text: "Hello,\n\nsince Monday the VPN disconnects about every 20 minutes, on my laptop and on the spare one. Reconnecting works, but every call drops.\n\nCan you help? I present to the board on Thursday.\n\nAda",
        file: ["vpn-client.log", "text/plain", 12480],
      },
      {
        by: "note",
        text: "Saw the same on NB-201 last week. The new gateway closes idle IKE sessions after 1,200 s.",
      },
      {
        by: "out",
        text: "Hello Ada,\n\nthank you for the log, it shows the cause: our new gateway ends a session after 20 minutes without a keep-alive. I have put your account on the old gateway, so please reconnect once.\n\nIf it drops again before noon, call me directly and I will bring you a wired connection for Thursday.\n\nKind regards\nNoor",
        html: "<p>Hello Ada,</p><p>thank you for the log, it shows the cause: our new gateway ends a session after <strong>20 minutes without a keep-alive</strong>. I have put your account on the old gateway, so please reconnect once.</p><p>If it drops again before noon, call me directly and I will bring you a wired connection for Thursday.</p><p>Kind regards<br>Noor</p>",
      },
      {
        by: "in",
        text: "It held for two hours, then dropped twice in a row. I attach what the client shows now.\n\nAda",
        html: "<p>It held for two hours, then dropped twice in a row. I attach what the client shows now.</p><p>Ada</p>",
        file: ["screenshot.png", "image/png", 248310],
      },
    ],
  },
  {
    subject: "Badge access for the new lab",
    kind: "request",
    tags: ["access"],
    lines: [
      {
        by: "in",
        text: "Good morning, could you please give me and Jun access to lab 3 from next week? The safety training is done, certificates attached.",
        file: ["certificates.pdf", "application/pdf", 1840200],
      },
      { by: "call", text: "Called Linus: he needs it from Monday 07:00, Jun only from Wednesday." },
    ],
  },
  {
    subject: "Invoice 2026-1184 shows the wrong VAT",
    kind: "complaint",
    tags: ["billing", "vat"],
    lines: [
      {
        by: "in",
        text: "Dear team,\n\nthis is the second invoice in a row with 19 % instead of 7 %. We will not pay it like this. Please send a corrected one today.\n\nM. Haddad\nAccounts payable",
        html: '<table width="100%"><tr><td><p>Dear team,</p><p>this is the second invoice in a row with <b>19 %</b> instead of <b>7 %</b>. We will not pay it like this. Please send a corrected one <u>today</u>.</p><p>M. Haddad<br>Accounts payable</p></td></tr></table>',
      },
      {
        by: "out",
        text: "Dear Ms Haddad,\n\nyou are right, and I am sorry that it happened twice. The corrected invoice is attached; the rate is now fixed in your contract, not only on this invoice.\n\nLin",
        file: ["invoice-2026-1184b.pdf", "application/pdf", 90112],
      },
      { by: "in", text: "Thank you, received." },
    ],
  },
  {
    subject: "Cannot sign in after changing my phone",
    kind: "incident",
    tags: ["sign-in"],
    lines: [
      {
        by: "in",
        text: "I have a new phone and the app with the codes is gone. I can not get into anything. My shift starts at 14:00, please call me: +46 70 555 01 23.",
      },
    ],
  },
  {
    subject: "Where do I find last year's training recordings?",
    tags: ["training"],
    lines: [
      {
        by: "in",
        text: "Hi! The link in the handbook leads to an empty page. Is there a new place?",
      },
      {
        by: "out",
        text: "Hi Jonas,\n\nthey moved to the library: Library → Recordings → 2025. The handbook is corrected, thank you for telling us.\n\nSam",
      },
      { by: "in", text: "Perfect, thanks a lot!" },
    ],
  },
  {
    subject: "Printer on floor 2 prints pink pages",
    kind: "incident",
    tags: ["printer", "floor-2"],
    lines: [
      {
        by: "in",
        text: "Every second page comes out pink. Toner was changed yesterday. A photo is attached.",
        file: ["pink-page.png", "image/png", 184222],
      },
      { by: "note", text: "Supplier says drum unit, part arrives tomorrow between 9 and 11." },
      {
        by: "out",
        text: "The drum has to be replaced; the part arrives tomorrow morning. Until then please use the printer on floor 3, it is in the list as F3-Colour.",
      },
    ],
  },
  {
    subject: "Laptop for Mira, who starts on 1 December",
    kind: "request",
    tags: ["onboarding", "hardware"],
    lines: [
      {
        by: "in",
        text: "Mira Novak joins Finance on 1 December. Please prepare a laptop (German keyboard), a monitor and the usual accounts.",
      },
    ],
  },
  {
    subject: "Thank you for the quick help on Saturday",
    kind: "compliment",
    tags: ["praise"],
    lines: [
      {
        by: "in",
        text: "I did not expect anybody to answer on a Saturday, and Sam stayed on the phone until the shop was open again. Please tell him that he saved our day.",
      },
    ],
  },
  {
    subject: "Export stops at 10,000 rows",
    kind: "question",
    tags: ["export", "api"],
    lines: [
      {
        by: "in",
        text: "Our monthly export ends at exactly 10,000 rows. Is that a limit, and if so, can it be raised for us?",
      },
      {
        by: "out",
        text: "It is the limit of one file. Ask for the next part with the cursor the answer ends with; I have attached a ten-line example.",
        file: ["export.py", "text/x-python", 2210],
      },
    ],
  },
  {
    subject: "Delivery address changed, order 55821",
    kind: "request",
    tags: ["orders"],
    lines: [
      {
        by: "in",
        text: "We moved. Please send order 55821 to: Kaiserstraße 14, 60311 Frankfurt am Main. Thank you!",
      },
    ],
  },
  {
    subject: "Meeting room screen stays black",
    kind: "incident",
    tags: ["rooms"],
    lines: [{ by: "in", text: "Room Aurora: the screen stays black with every laptop we tried." }],
  },
  {
    subject: "Question about data retention",
    tags: ["privacy"],
    lines: [
      {
        by: "in",
        text: "How long do you keep call recordings, and can we shorten it for our company?",
      },
    ],
  },
];

export const people: [name: string, organisation: number | null, zone: string][] = [
  ["Ada Okafor", 0, "Africa/Lagos"],
  ["Linus Silva", 1, "Europe/Lisbon"],
  ["Maryam Haddad", 2, "Europe/Berlin"],
  ["Elin Sjöberg", 0, "Europe/Stockholm"],
  ["Jonas Weber", 3, "Europe/Zurich"],
  ["Chiara Rossi", 1, "Europe/Rome"],
  ["Priya Raman", 4, "Asia/Kolkata"],
  ["Tomás García", null, "America/Bogota"],
  ["Hannah Cole", 4, "Europe/London"],
  ["Yuki Tanaka", 5, "Asia/Tokyo"],
  ["Emeka Balogun", 0, "Africa/Lagos"],
  ["Sofie Lindqvist", 2, "Europe/Copenhagen"],
];

export const organisations: [name: string, domain: string, note: string][] = [
  [
    "Acme Instruments",
    "acme.example",
    "Board meetings on the first Thursday of the month: nothing may change that week.",
  ],
  ["Globex", "globex.example", ""],
  ["Nordwind Energie", "nordwind.example", "Invoices go to accounts@nordwind.example only."],
  ["Alpenblick Clinics", "alpenblick.example", ""],
  ["Tidewater Books", "tidewater.example", "Calls welcome from 8 to 18 London time."],
  ["Hoshino Robotics", "hoshino.example", ""],
];

export const agents = [
  "Noor Aziz",
  "Lin Petersen",
  "Sam Whitfield",
  "Ines Moreau",
  "Oleg Marchenko",
];
export const teams = ["Service desk", "Billing", "Field support"];
