package org.centrala.platform.command;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.SocketException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.centrala.platform.CentralaSettings;
import org.centrala.platform.StartRefused;
import org.centrala.platform.postgres.ExternalPostgres;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/**
 * What the command line and the environment ask for. Everything has a default; a wrong value is refused by the name
 * under which it was given.
 *
 * @param command the word after {@code ./centrala}
 * @param arguments what follows it and is no option
 * @param properties settings by the name of their property
 */
public record Options(String command, List<String> arguments, Map<String, Object> properties) {

    private static final String DEEP = "doctor.deep";
    private static final List<Option> ALL = List.of(
            new Option("--data-dir", "CENTRALA_DATA_DIR", "centrala.data-dir", Options::directory),
            new Option("--http-port", "CENTRALA_HTTP_PORT", "server.port", Options::port),
            new Option("--smtp-port", "CENTRALA_SMTP_PORT", "centrala.smtp-port", Options::port),
            new Option("--bind", "CENTRALA_BIND", "centrala.bind", Options::address),
            new Option("--database-url", "CENTRALA_DATABASE_URL", "centrala.database-url", Options::database),
            new Option("", "CENTRALA_PUBLIC_URL", "centrala.public-url", Options::url),
            new Option("", "CENTRALA_TRUSTED_PROXIES", "centrala.trusted-proxies", Options::networks),
            new Option("", "CENTRALA_METRICS", "centrala.metrics", Options::metrics),
            new Option("", "CENTRALA_BOOTSTRAP_TOKEN", "centrala.bootstrap-token", Options::token));

    /** A setting; the check answers what a good value is when the given one is not. */
    private record Option(String flag, String variable, String property, Check check) {}

    private interface Check {
        @Nullable
        String complaint(String value);
    }

    public Options {
        arguments = List.copyOf(arguments);
        properties = new LinkedHashMap<>(properties);
    }

    public static Options parse(List<String> line, Map<String, String> environment) {
        if (line.isEmpty()) {
            throw new StartRefused("which command? See ./centrala help");
        }
        var properties = new LinkedHashMap<String, Object>();
        properties.put(
                "centrala.data-dir",
                Path.of(System.getProperty("centrala.home", ""), "data").toString());
        properties.put("server.port", "8080");
        for (var option : ALL) {
            var value = environment.get(option.variable());
            if (value != null && !value.isBlank()) {
                take(option, option.variable(), value.strip(), properties);
            }
        }
        var arguments = new ArrayList<String>();
        for (var index = 1; index < line.size(); index++) {
            var word = line.get(index);
            if (!word.startsWith("--")) {
                arguments.add(word);
                continue;
            }
            var equals = word.indexOf('=');
            var name = equals < 0 ? word : word.substring(0, equals);
            if (name.equals("--demo") && equals < 0) {
                properties.put("centrala.demo", "true");
                continue;
            }
            if (name.equals("--deep") && equals < 0 && line.getFirst().equals("doctor")) {
                properties.put(DEEP, "true");
                continue;
            }
            var option = ALL.stream().filter(it -> it.flag().equals(name)).findFirst();
            if (option.isEmpty()) {
                throw new StartRefused("there is no option " + name + ": see ./centrala help");
            }
            if (equals < 0 && ++index == line.size()) {
                throw new StartRefused(name + " needs a value");
            }
            take(option.get(), name, equals < 0 ? line.get(index) : word.substring(equals + 1), properties);
        }
        properties.put("server.address", properties.getOrDefault("centrala.bind", "127.0.0.1"));
        return new Options(line.getFirst(), arguments, properties);
    }

    private static void take(Option option, String name, String value, Map<String, Object> properties) {
        var complaint = option.check().complaint(value);
        if (complaint != null) {
            throw new StartRefused(name + " " + complaint);
        }
        properties.put(option.property(), value);
    }

    public CentralaSettings settings() {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("centrala", CentralaSettings.class);
    }

    /** Whether the doctor looks at every row. */
    public boolean deep() {
        return properties.containsKey(DEEP);
    }

    public int httpPort() {
        return Integer.parseInt(String.valueOf(properties.get("server.port")));
    }

    public void refuseArguments() {
        if (!arguments.isEmpty()) {
            throw new StartRefused(
                    "'" + arguments.getFirst() + "' means nothing to " + command + ": see ./centrala help");
        }
    }

    /** The one argument that a command takes. */
    public String argument(String what) {
        if (arguments.size() != 1) {
            throw new StartRefused("say which " + what + ": see ./centrala help");
        }
        return arguments.getFirst();
    }

    public void refusePortsInUse() {
        var settings = settings();
        refuseInUse(settings.bind(), httpPort(), "--http-port", "CENTRALA_HTTP_PORT");
        refuseInUse(settings.bind(), settings.smtpPort(), "--smtp-port", "CENTRALA_SMTP_PORT");
        if (httpPort() != 0 && httpPort() == settings.smtpPort()) {
            throw new StartRefused("--http-port and --smtp-port are both " + httpPort());
        }
    }

    private static void refuseInUse(String bind, int port, String flag, String variable) {
        var complaint = inUse(bind, port);
        if (complaint != null) {
            throw new StartRefused("port " + port + " on " + bind + " cannot be used (" + complaint
                    + "): choose another one with " + flag + " or " + variable);
        }
    }

    /** Why a port cannot be listened on, or null when it can. */
    static @Nullable String inUse(String bind, int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(bind, port));
            return null;
        } catch (IOException e) {
            return e.getMessage();
        }
    }

    private static @Nullable String directory(String value) {
        try {
            var path = Path.of(value).toAbsolutePath().normalize();
            if (Files.exists(path) && !Files.isDirectory(path)) {
                return path + " is not a directory";
            }
            return Files.isWritable(nearest(path)) ? null : path + " cannot be written by this user";
        } catch (InvalidPathException e) {
            return "is not a path";
        }
    }

    /** The path itself, or what is there above it: the root always is. */
    static Path nearest(Path path) {
        var there = path;
        while (!Files.exists(there)) {
            there = Objects.requireNonNull(there.getParent());
        }
        return there;
    }

    private static @Nullable String port(String value) {
        var number = value.matches("\\d{1,5}") ? Integer.parseInt(value) : -1;
        return number >= 0 && number <= 65535 ? null : "'" + value + "' is not a port from 1 to 65535";
    }

    private static @Nullable String address(String value) {
        try {
            var address = InetAddress.getByName(value);
            return address.isAnyLocalAddress() || NetworkInterface.getByInetAddress(address) != null
                    ? null
                    : "'" + value + "' is not an address of this machine";
        } catch (UnknownHostException | SocketException e) {
            return "'" + value + "' is not an address";
        }
    }

    private static @Nullable String database(String value) {
        try {
            ExternalPostgres.at(value);
            return null;
        } catch (StartRefused e) {
            return "is not an address like postgresql://user:password@host:5432/name";
        }
    }

    private static @Nullable String url(String value) {
        try {
            var url = URI.create(value);
            if (("http".equals(url.getScheme()) || "https".equals(url.getScheme()))
                    && url.getHost() != null
                    && url.getRawQuery() == null
                    && url.getRawFragment() == null
                    && url.getRawUserInfo() == null
                    && (url.getPath().isEmpty() || url.getPath().equals("/"))) {
                return null;
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        return "'" + value + "' is not an address like https://support.example.com";
    }

    private static @Nullable String networks(String value) {
        for (var part : value.split(",")) {
            var network = part.strip();
            var slash = network.indexOf('/');
            var host = slash < 0 ? network : network.substring(0, slash);
            var bits = slash < 0 ? "0" : network.substring(slash + 1);
            // Only literals: a name would be looked up here and might change later.
            if (!host.matches("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*")
                    || !bits.matches("\\d{1,3}")
                    || !literal(host, bits)) {
                return "'" + network + "' is not an address or network like 10.0.0.0/8";
            }
        }
        return null;
    }

    private static boolean literal(String host, String bits) {
        try {
            return Integer.parseInt(bits) <= InetAddress.ofLiteral(host).getAddress().length * 8;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static @Nullable String metrics(String value) {
        return value.equals("key") || value.equals("local") ? null : "'" + value + "' is neither key nor local";
    }

    private static @Nullable String token(String value) {
        return value.length() >= 24 && value.length() <= 200 && value.matches("[\\x20-\\x7e]+")
                ? null
                : "is not 24 to 200 printable ASCII characters";
    }
}
