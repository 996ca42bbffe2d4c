package org.centrala;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The application: one jar, started by the launcher {@code ./centrala}. */
@SpringBootApplication
public class Centrala {
    public static void main(String[] arguments) {
        SpringApplication.run(Centrala.class, arguments);
    }
}
