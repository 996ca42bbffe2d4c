package org.centrala.platform.command;

import java.util.List;
import javax.sql.DataSource;

/** What another module has doctor look at: found by the service loader, run beside the server on its database. */
public interface DoctorCheck {

    /** @param mend what to do about it; empty when it is well */
    record Finding(String what, String detail, String mend) {}

    List<Finding> examine(DataSource database);
}
