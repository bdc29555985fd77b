-- SPDX-License-Identifier: AGPL-3.0-or-later
-- What a customer has asked, in order of opening: finding walks along it.
CREATE INDEX ticket_by_customer_number ON ticket (customer_id, id);
