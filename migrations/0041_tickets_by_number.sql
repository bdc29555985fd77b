-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Lists in order of opening: without it a page of what is open walks past everything closed.
CREATE INDEX ticket_by_number ON ticket (state, id);
