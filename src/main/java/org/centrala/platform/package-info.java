/**
 * Plain tools that every module stands on: ids, clock, settings, secrets, files, the database, problems of the API and
 * the event log. It knows no other module. The module is open: its sub-packages are topics of the tool box, each with
 * its own few public types.
 */
@NullMarked
@ApplicationModule(
        type = ApplicationModule.Type.OPEN,
        allowedDependencies = {})
package org.centrala.platform;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
