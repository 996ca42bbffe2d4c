package org.centrala.search.spi;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.centrala.platform.log.Event;

/** One kind of things that can be found; implemented by the module that owns them. */
public interface SearchSource {

    /** The kind of all its documents, e.g. {@code conversation}. */
    String kind();

    /** The ids of the things whose documents an event may have changed; asked for every event of the log. */
    Set<UUID> touched(Event event);

    /** The documents as they are now, read outside any transaction; what is not there any more is left out. */
    List<SearchDocument> load(Collection<UUID> ids);

    /** How many there are, to tell how far a build is. */
    long count();

    /** Hands over every document there is, in batches of a few hundred, each read just before. */
    void all(Consumer<List<SearchDocument>> batches);
}
