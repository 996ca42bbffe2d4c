package org.centrala.platform.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.servlet.resource.ResourceResolverChain;

class WorkspaceFilesTests {

    @TempDir
    Path outside;

    Path files;

    @BeforeEach
    void lay() throws IOException {
        Files.writeString(outside.resolve("secret.txt"), "secret");
        files = Files.createDirectories(outside.resolve("static"));
        Files.writeString(files.resolve("index.html"), "index");
        Files.writeString(files.resolve("logo.svg"), "logo");
        Files.createDirectories(files.resolve("assets"));
        Files.writeString(files.resolve("assets/app-1.js"), "app");
    }

    @ParameterizedTest
    @CsvSource({
        "index.html, index",
        "logo.svg, logo",
        "assets/app-1.js, app",
        "inbox, index",
        "inbox/1042, index",
        "settings/mailboxes/new, index",
        "invitation/a-token_of-43, index",
        "apiary, index"
    })
    void whatIsNoFileIsAScreen(String path, String content) throws IOException {
        var found = find(path);

        assertThat(found).isNotNull();
        assertThat(found.getContentAsString(UTF_8)).isEqualTo(content);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "missing.png",
                "assets/missing.js",
                "assets/missing",
                "api",
                "api/v1/nothing",
                "favicon.ico",
                ".env",
                "%2e%2e/secret.txt",
                "..%2fsecret.txt"
            })
    void whatIsMissingAndNoScreenIsNotThere(String path) {
        assertThat(find(path)).isNull();
    }

    private @Nullable Resource find(String path) {
        return new WorkspaceFiles.Screens()
                .resolveResource(
                        new MockHttpServletRequest(), path, List.of(new FileSystemResource(files + "/")), new End());
    }

    private static final class End implements ResourceResolverChain {
        @Override
        public @Nullable Resource resolveResource(
                @Nullable HttpServletRequest request, String path, List<? extends Resource> locations) {
            return null;
        }

        @Override
        public @Nullable String resolveUrlPath(String path, List<? extends Resource> locations) {
            return null;
        }
    }
}
