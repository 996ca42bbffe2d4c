package org.centrala.customers.spi;

import java.io.IOException;
import java.util.Set;
import java.util.UUID;

/** Somebody who keeps data about people outside, and can hand it over. */
public interface PersonalData {

    /**
     * Puts all that is kept about one person into their archive.
     *
     * @param customers the ids under which the person is known
     * @param notes whether what colleagues wrote to each other belongs to it
     */
    void export(Set<UUID> customers, boolean notes, Archive archive) throws IOException;

    /** The file that one person is given. */
    interface Archive {
        /** Something that a program reads: written as JSON. */
        void data(String name, Object content) throws IOException;

        /** Something as it came. */
        void file(String name, byte[] content) throws IOException;
    }
}
