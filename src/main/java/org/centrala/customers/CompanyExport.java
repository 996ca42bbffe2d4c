package org.centrala.customers;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import org.centrala.access.Permission;
import org.centrala.access.Viewer;
import org.centrala.fields.Field;
import org.centrala.fields.Fields;
import org.centrala.platform.Ids;
import org.centrala.platform.log.EventLog;
import org.centrala.platform.log.NewEvent;
import org.centrala.platform.web.Csv;
import org.centrala.platform.web.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** All companies as a table, with a column for each of their fields; noted in the log. */
@Service
class CompanyExport {
    private final Companies companies;
    private final Fields fields;
    private final EventLog log;

    CompanyExport(Companies companies, Fields fields, EventLog log) {
        this.companies = companies;
        this.fields = fields;
        this.log = log;
    }

    /** Many at once is for whoever runs the place. */
    @Transactional
    public void begin(Viewer viewer) {
        viewer.require(Permission.CUSTOMER_READ);
        viewer.require(Permission.SETTINGS_MANAGE);
        log.append(NewEvent.of("company", Ids.next(), 1, "company.exported", viewer.actor()));
    }

    void write(Viewer viewer, Writer out) throws IOException {
        var asked = fields.list(Field.Subject.COMPANY, viewer);
        var head = new ArrayList<@Nullable Object>();
        head.add("name");
        head.add("domains");
        head.add("people");
        head.add("notes");
        head.add("created");
        asked.forEach(field -> head.add(field.name()));
        out.write(Csv.BYTE_ORDER_MARK);
        out.write(Csv.line(head.toArray()));
        @Nullable String next = null;
        do {
            var page = companies.list(null, null, Page.MAXIMUM_LIMIT, next, viewer);
            for (var company : page.items()) {
                var cells = new ArrayList<@Nullable Object>();
                cells.add(company.name());
                cells.add(String.join(" ", company.domains()));
                cells.add(company.people());
                cells.add(company.notes());
                cells.add(company.createdAt());
                asked.forEach(field -> cells.add(company.fields().get(field.key())));
                out.write(Csv.line(cells.toArray()));
            }
            next = page.next();
        } while (next != null);
        out.flush();
    }
}
