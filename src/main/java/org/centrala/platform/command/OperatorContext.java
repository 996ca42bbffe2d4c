package org.centrala.platform.command;

import com.zaxxer.hikari.HikariDataSource;
import org.centrala.platform.DataDirectory;
import org.centrala.platform.StartRefused;
import org.centrala.platform.postgres.DatabaseServer;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.support.AbstractApplicationContext;
import org.springframework.context.support.DefaultLifecycleProcessor;
import org.springframework.core.env.MapPropertySource;

/** The application as a tool box: nothing is made that the command does not ask for, and nothing is started. */
final class OperatorContext implements AutoCloseable {
    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

    OperatorContext(Class<?> application, Options options, Installation installation) {
        ConfigDataEnvironmentPostProcessor.applyTo(context.getEnvironment());
        context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("options", options.properties()));
        context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor());
        context.registerBean(
                AbstractApplicationContext.LIFECYCLE_PROCESSOR_BEAN_NAME, NothingStarts.class, NothingStarts::new);
        context.registerBean("dataDirectory", DataDirectory.class, installation::directory);
        context.registerBean("databaseServer", DatabaseServer.class, installation::server);
        context.registerBean("dataSource", HikariDataSource.class, installation::database);
        context.register(application);
        context.refresh();
    }

    OperatorCommand command(String words) {
        return context.getBeanProvider(OperatorCommand.class)
                .orderedStream()
                .filter(command -> command.words().equals(words))
                .findFirst()
                .orElseThrow(() -> new StartRefused("there is no command '" + words + "': see ./centrala help"));
    }

    @Override
    public void close() {
        context.close();
    }

    private static final class NothingStarts extends DefaultLifecycleProcessor {
        @Override
        public void onRefresh() {}
    }
}
