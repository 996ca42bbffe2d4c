/** The commands of the launcher beside running the server: doctor, backup, restore and their kin. */
@NullMarked
package org.centrala.platform.command;

import org.jspecify.annotations.NullMarked;
