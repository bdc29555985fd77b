-- SPDX-License-Identifier: AGPL-3.0-or-later
-- The roles every desk begins with. A later release that adds a permission adds it here anew.
INSERT INTO role (key, name, name_key, version, permissions)
VALUES ('customer', 'Customer', 'customer', 1, '[]');

INSERT INTO role (key, name, name_key, version, permissions)
VALUES (
    'agent', 'Agent', 'agent', 1,
    '["ticket:read","ticket:write","ticket:create","person:read","person:write"]'
);

INSERT INTO role (key, name, name_key, version, permissions)
VALUES (
    'lead', 'Lead', 'lead', 1,
    '["ticket:read","ticket:write","ticket:create","person:read","person:write",
    "mail:review"]'
);

INSERT INTO role (key, name, name_key, version, permissions)
VALUES (
    'manager', 'Manager', 'manager', 1,
    '["ticket:read","ticket:write","ticket:create","person:read","person:write",
    "mail:review","settings:read"]'
);

INSERT INTO role (key, name, name_key, version, permissions)
VALUES (
    'administrator', 'Administrator', 'administrator', 1,
    '["ticket:read","ticket:write","ticket:create","person:read","person:write",
    "agent:manage","settings:read","settings:manage","mail:ingest","mail:review",
    "token:manage","audit:read","operations:manage"]'
);

INSERT INTO role (key, name, name_key, version, permissions)
VALUES (
    'auditor', 'Auditor', 'auditor', 1,
    '["ticket:read","person:read","settings:read","audit:read"]'
);
