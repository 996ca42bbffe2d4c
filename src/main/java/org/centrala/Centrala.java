package org.centrala;

import java.util.List;
import org.centrala.platform.command.Commands;
import org.centrala.platform.command.Options;
import org.centrala.platform.command.StartFailure;
import org.centrala.platform.command.StopDeadline;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.core.env.MapPropertySource;

/** The application: one jar, started by the launcher {@code ./centrala} with the name of a command. */
@SpringBootApplication
public class Centrala {

    public static void main(String[] arguments) {
        try {
            var options = Options.parse(List.of(arguments), System.getenv());
            if (options.command().equals("run")) {
                run(options);
            } else {
                System.exit(Commands.execute(Centrala.class, options));
            }
        } catch (Exception e) {
            System.exit(StartFailure.explain(e));
        }
    }

    private static void run(Options options) {
        options.refuseArguments();
        options.refusePortsInUse();
        StopDeadline.arm();
        var application = new SpringApplication(Centrala.class);
        application.setAddCommandLineProperties(false);
        application.addInitializers(context -> context.getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource("options", options.properties())));
        application.run();
    }
}
