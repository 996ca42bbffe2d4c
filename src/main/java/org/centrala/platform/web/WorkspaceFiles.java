package org.centrala.platform.web;

import java.io.IOException;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.resource.PathResourceResolver;

/**
 * Serves the workspace. Files under {@code assets/} carry a hash in their name and never change; every address that is
 * no file is a screen of the workspace, which finds its way by itself from {@code index.html}.
 */
@Configuration(proxyBeanMethods = false)
class WorkspaceFiles implements WebMvcConfigurer {
    private static final String LOCATION = "classpath:/static/";

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler("/assets/**")
                .addResourceLocations(LOCATION + "assets/")
                .setCacheControl(
                        CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable());
        registry.addResourceHandler("/**")
                .addResourceLocations(LOCATION)
                .setCacheControl(CacheControl.noCache())
                .resourceChain(false)
                .addResolver(new Screens());
    }

    static final class Screens extends PathResourceResolver {
        private static final Pattern NO_SCREEN = Pattern.compile("(api|assets)(/.*)?|(.*/)?[^/]*\\.[^/]*");

        @Override
        protected @Nullable Resource getResource(String path, Resource location) throws IOException {
            var file = super.getResource(path, location);
            return file != null || NO_SCREEN.matcher(path).matches() ? file : super.getResource("index.html", location);
        }
    }
}
