package org.centrala.realtime.spi;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.centrala.platform.log.Event;

/** Makes frames of events; implemented by the module whose rows and messages they carry. */
public interface FrameSource {

    /**
     * The frames of events that lie next to each other in the log, in the order in which browsers shall get them. Rows
     * are read as they are now, so one frame may stand for several events of a conversation. Asked also again for old
     * events, when a browser comes back.
     */
    List<Frame> frames(List<Event> events, Listeners listeners);

    /** The inbox that a conversation is in; empty when there is no such conversation. */
    Optional<UUID> inbox(UUID conversation);

    /**
     * Who listens on this node: what nobody listens to need not be made.
     *
     * @param agents the agents with a socket, for {@link Frame#perAgent}
     * @param watched the conversations that some socket watches, for {@link Frame#watchersOnly}
     */
    record Listeners(Set<UUID> agents, Set<UUID> watched) {}
}
