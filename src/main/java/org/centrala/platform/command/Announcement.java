package org.centrala.platform.command;

import java.util.ArrayList;
import org.centrala.platform.CentralaSettings;
import org.centrala.platform.StartNotice;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Tells the person at the terminal that all is ready, and where. */
@Component
final class Announcement {
    private final CentralaSettings settings;
    private final ObjectProvider<StartNotice> notices;

    Announcement(CentralaSettings settings, ObjectProvider<StartNotice> notices) {
        this.settings = settings;
        this.notices = notices;
    }

    @EventListener
    @Order
    void ready(ApplicationReadyEvent event) {
        if (event.getApplicationContext() instanceof WebServerApplicationContext web && web.getWebServer() != null) {
            System.out.print(text(address(web.getWebServer().getPort())));
            System.out.flush();
        }
    }

    private String text(String address) {
        var lines = new ArrayList<StartNotice.Line>();
        lines.add(new StartNotice.Line("Address", address));
        notices.orderedStream().forEach(notice -> lines.addAll(notice.startNotice()));
        lines.add(new StartNotice.Line("Data", settings.dataDir().toString()));
        var text = new StringBuilder("\nCentrala is ready\n\n");
        lines.forEach(line -> text.append("  %-10s %s%n".formatted(line.label(), line.text())));
        return text.append('\n').toString();
    }

    private String address(int port) {
        if (settings.publicUrl() != null) {
            return settings.publicUrl().toString();
        }
        var host = settings.bind().equals("0.0.0.0") || settings.bind().equals("::") ? "localhost" : settings.bind();
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
